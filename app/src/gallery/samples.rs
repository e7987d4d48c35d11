//! One sample page per component.

use leptos::html;
use leptos::prelude::*;
use vitrine_wire::image::{Count, ImageTable, ImageTableQuery};
use vitrine_wire::{Image, ImageStatus, Problem, Timestamp, Visibility};

use crate::layout::Crumbs;
use crate::pages::images::{LoadingTable, Table};
use crate::ui::dialog::ConfirmDialog;
use crate::ui::feedback::{Banner, Empty, ErrorCard, ToastCard};
use crate::ui::field::Field;
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuButton};
use crate::ui::status::{
    Pill, Status, Tile, Tone, image_status, status_text, visibility_icon, visibility_text,
};
use crate::ui::text;

fn fixed(words: &'static str) -> Signal<String> {
    text(move || words.to_owned())
}

pub fn buttons() -> AnyView {
    view! {
        <div class="row">
            <button type="button" class="btn btn--primary">"Primary"</button>
            <button type="button" class="btn">"Default"</button>
            <button type="button" class="btn btn--ghost">"Ghost"</button>
            <button type="button" class="btn btn--danger">"Danger"</button>
            <button type="button" class="btn btn--danger-quiet"><Icon name="trash"/>"Quiet danger"</button>
            <button type="button" class="btn" disabled>"Disabled"</button>
            <button type="button" class="btn" aria-busy="true"><Icon name="spinner" class="spin"/>"Busy"</button>
            <button type="button" class="btn btn--sm">"Small"</button>
            <button type="button" class="btn btn--icon" aria-label="Icon"><Icon name="more"/></button>
        </div>
    }
    .into_any()
}

pub fn fields() -> AnyView {
    view! {
        <form class="card card__body form-grid">
            <Field id="one" label=fixed("Plain") note="required".to_owned() help="What it is for".to_owned()>
                <input class="input" id="one" aria-describedby="one-help"/>
            </Field>
            <Field id="two" label=fixed("Wrong") error="Must be 0 or more".to_owned()>
                <input class="input" id="two" value="-1" aria-invalid="true" aria-describedby="two-error"/>
            </Field>
            <Field id="three" label=fixed("Choice")><select class="select" id="three"><option>"QCOW2"</option></select></Field>
            <Field id="four" label=fixed("With a unit")>
                <span class="affix"><input class="input num" id="four" type="number" value="2"/><span class="affix__unit">"GiB"</span></span>
            </Field>
            <Field id="five" label=fixed("Long text") is_wide=true><textarea class="textarea" id="five"></textarea></Field>
            <label class="switch"><input type="checkbox" role="switch" class="switch__input" checked/>"Switch"</label>
            <label class="check"><input type="radio" name="r" checked/><span>"Radio"<small>"With a hint"</small></span></label>
            <label class="check"><input type="checkbox" checked/><span>"Check"</span></label>
            <Field id="six" label=fixed("Not now")><input class="input" id="six" disabled value="x"/></Field>
        </form>
    }
    .into_any()
}

fn sample(name: &str, status: ImageStatus, visibility: Visibility) -> Image {
    let at = Timestamp::from_unix_micros(1_795_320_069_000_000);
    Image {
        properties: Default::default(),
        name: Some(name.to_owned()),
        disk_format: Some("qcow2".to_owned()),
        container_format: Some("bare".to_owned()),
        visibility,
        size: (status != ImageStatus::Queued).then_some(412 << 20),
        virtual_size: None,
        status,
        checksum: None,
        protected: visibility == Visibility::Public,
        min_ram: 0,
        min_disk: 0,
        owner: None,
        os_hidden: false,
        os_hash_algo: None,
        os_hash_value: None,
        id: name.to_owned(),
        created_at: at,
        updated_at: at,
        tags: vec!["gold".to_owned(), "13".to_owned(), "lts".to_owned()],
        self_link: String::new(),
        file: String::new(),
        schema: String::new(),
    }
}

pub fn tables() -> AnyView {
    let images = vec![
        sample("debian-13-genericcloud-amd64", ImageStatus::Active, Visibility::Public),
        sample("ubuntu-24.04-minimal-arm64", ImageStatus::Saving, Visibility::Shared),
        sample("talos-1.11.3-openstack", ImageStatus::Queued, Visibility::Private),
        sample("windows-2025-core-eval", ImageStatus::Deactivated, Visibility::Community),
    ];
    let table = ImageTable {
        images,
        previous: Some("a".to_owned()),
        next: None,
        total: Count { rows: 24, exact: true },
        can_create: true,
        can_see_all: true,
    };
    view! { <Table table query=ImageTableQuery::default()/> }.into_any()
}

pub fn loading() -> AnyView {
    view! { <LoadingTable/> }.into_any()
}

pub fn dialogs() -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    view! {
        <ConfirmDialog node title=fixed("Delete debian-13?") detail=fixed("412 MiB are removed for good.") confirm=fixed("Delete image")
            is_busy=false on_confirm=Callback::new(|()| ())/>
        <div class="card confirm" role="group" aria-label="Open">
            <div class="dialog__head"><div><h2>"Delete debian-13?"</h2><p>"412 MiB are removed for good."</p></div></div>
            <div class="dialog__foot"><button type="button" class="btn">"Keep"</button><button type="button" class="btn btn--danger">"Delete image"</button></div>
        </div>
    }
    .into_any()
}

pub fn banners() -> AnyView {
    let banner = |tone: Tone, words: &'static str| view! { <Banner tone>{words}</Banner> };
    [
        banner(Tone::Info, "Names of 3 owners could not be read."),
        banner(Tone::Ok, "Everything is stored."),
        banner(Tone::Warn, "The name ends in .raw but the content is QCOW2."),
        banner(Tone::Bad, "Offline. Changes wait here."),
    ]
    .collect_view()
    .into_any()
}

pub fn toasts() -> AnyView {
    let toast = |tone: Tone| {
        view! { <ToastCard tone title=fixed("Image deleted") detail=fixed("debian-13-genericcloud-amd64") on_dismiss=Callback::new(|()| ())/> }
    };
    [toast(Tone::Ok), toast(Tone::Bad), toast(Tone::Info)].collect_view().into_any()
}

pub fn empty() -> AnyView {
    view! {
        <Empty title=fixed("The case is empty") detail=fixed("Upload a disk image.") is_first=true>
            <a class="btn btn--primary" href="#main">"Upload"</a>
        </Empty>
        <Empty title=fixed("No image matches") detail=fixed("Drop a filter.")><a class="btn btn--sm" href="#main">"Clear"</a></Empty>
    }
    .into_any()
}

pub fn errors() -> AnyView {
    let problem = Problem { request_id: Some("req-2b81f0c4".to_owned()), ..Problem::unreachable() };
    view! {
        <ErrorCard title=fixed("Images could not be loaded") problem><button type="button" class="btn btn--sm btn--primary">"Try again"</button></ErrorCard>
        <div class="errcard"><h2><Icon name="error"/>"2 fields need attention"</h2><ul class="errlist"><li><a href="#main">"Name is required"</a></li></ul></div>
    }
    .into_any()
}

pub fn menus() -> AnyView {
    view! {
        <div class="row">
            <MenuButton menu="sample".to_owned() icon="more" label=fixed("Actions")/>
            <Menu id="sample".to_owned()>
                <a href="#main"><Icon name="image"/>"Open"</a><hr/>
                <button type="button" aria-disabled="true" aria-describedby="why"><Icon name="trash"/>"Delete"</button>
                <small id="why">"Protected. Turn protection off first."</small>
            </Menu>
        </div>
    }
    .into_any()
}

pub fn status() -> AnyView {
    let statuses = ImageStatus::ALL.iter().map(|&status| {
        let (tone, icon) = image_status(status);
        view! {
            <div class="row">
                <Status tone icon text=text(status_text(status))/><Pill tone icon text=text(status_text(status))/>
            </div>
        }
    });
    let visibilities = Visibility::ALL.iter().map(|&visibility| {
        view! { <Status tone=Tone::None icon=visibility_icon(visibility) text=text(visibility_text(visibility))/> }
    });
    view! {
        {statuses.collect_view()}
        <div class="row">{visibilities.collect_view()}</div>
        <div class="row"><Tile name="debian".to_owned()/><Tile name="ubuntu".to_owned()/><Tile name="rocky".to_owned() is_large=true/><span class="tag">"tag"</span><span class="count">"7"</span></div>
    }
    .into_any()
}

pub fn breadcrumbs() -> AnyView {
    view! { <Crumbs current=fixed("debian-13-genericcloud-amd64")/> }.into_any()
}
