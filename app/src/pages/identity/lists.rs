//! The lists of users and of projects. Their whole state is in the address.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use vitrine_wire::accounts::{ListQuery, Listing, ProjectView, UserView};

use super::Enabled;
use crate::i18n::t;
use crate::layout::PageHead;
use crate::pages::loaded;
use crate::routes::accounts as routes;
use crate::rpc::accounts::{load_projects, load_users};
use crate::ui::feedback::Empty;
use crate::ui::icon::Icon;
use crate::ui::status::Tile;
use crate::ui::{Text, text};

/// What sets one list off from the other.
#[derive(Clone)]
struct Words {
    title: Text,
    create: Text,
    /// The list without a query.
    base: String,
    form: String,
}

fn query() -> Memo<ListQuery> {
    let params = use_query_map();
    Memo::new(move |_| routes::read_listing(|key| params.read().get(key)))
}

#[component]
pub fn UsersPage() -> AnyView {
    let query = query();
    let users = Resource::new_blocking(move || query.get(), load_users);
    let words = || Words {
        title: text(t!("users-title")),
        create: text(t!("users-create")),
        base: routes::users(),
        form: routes::create_user(),
    };
    let show = move |listing: Listing<UserView>| {
        let Listing { rows, total, can_create } = listing;
        let has_next = query.get_untracked().page * ListQuery::ROWS < total;
        let count = rows.len();
        let rows = rows.into_iter().map(|user| view! { <UserRow user/> }).collect_view().into_any();
        let shape = Shape { shown: count, total, has_next, can_create };
        view! { <List words=words() query=query.get_untracked() shape rows third=text(t!("column-email"))/> }
            .into_any()
    };
    view! { <Title text=t!("users-title")/>{loaded(text(t!("users-title")), users, show)} }.into_any()
}

#[component]
pub fn ProjectsPage() -> AnyView {
    let query = query();
    let projects = Resource::new_blocking(move || query.get(), load_projects);
    let words = || Words {
        title: text(t!("projects-title")),
        create: text(t!("projects-create")),
        base: routes::projects(),
        form: routes::create_project(),
    };
    let show = move |listing: Listing<ProjectView>| {
        let Listing { rows, total, can_create } = listing;
        let has_next = query.get_untracked().page * ListQuery::ROWS < total;
        let count = rows.len();
        let rows = rows.into_iter().map(|project| view! { <ProjectRow project/> }).collect_view().into_any();
        let shape = Shape { shown: count, total, has_next, can_create };
        view! { <List words=words() query=query.get_untracked() shape rows third=text(t!("fact-id"))/> }
            .into_any()
    };
    view! { <Title text=t!("projects-title")/>{loaded(text(t!("projects-title")), projects, show)} }
        .into_any()
}

/// How much there is of a list.
#[derive(Clone, Copy)]
struct Shape {
    shown: usize,
    total: usize,
    has_next: bool,
    can_create: bool,
}

#[component]
fn List(words: Words, query: ListQuery, shape: Shape, rows: AnyView, third: Text) -> AnyView {
    let Words { title, create, base, form } = words;
    let create = shape.can_create.then(|| {
        view! { <a class="btn btn--primary" href=form><Icon name="plus"/>{create}</a> }
    });
    view! {
        <PageHead title>{create}</PageHead>
        <Search base=base.clone() text=query.text.clone()/>
        {if shape.shown == 0 {
            view! {
                <Empty title=text(t!("list-none")) detail=text(t!("list-none-detail"))>
                    <a class="btn btn--sm" href=base>{t!("list-all")}</a>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <div class="table-wrap">
                    <table class="table table--stack table--bare table--two" role="table">
                        <caption class="sr-only">{title}</caption>
                        <thead role="rowgroup">
                            <tr role="row">
                                <th role="columnheader" scope="col" class="c-name">{t!("column-name")}</th>
                                <th role="columnheader" scope="col" class="c-status">{t!("column-status")}</th>
                                <th role="columnheader" scope="col" class="p-2">{t!("login-domain")}</th>
                                <th role="columnheader" scope="col" class="p-3">{third}</th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{rows}</tbody>
                    </table>
                    <Pages base query shape/>
                </div>
            }
            .into_any()
        }}
    }
    .into_any()
}

#[component]
fn Search(base: String, text: Option<String>) -> AnyView {
    let clear = text
        .is_some()
        .then(|| view! { <a class="btn btn--sm btn--ghost" href=base.clone()>{t!("list-all")}</a> });
    view! {
        <div class="toolbar">
            <form method="get" action=base.clone() class="toolbar__form" role="search" aria-label=t!("list-search")>
                <div class="search">
                    <label class="sr-only" for="q">{t!("list-name")}</label>
                    <Icon name="search"/>
                    <input class="input" id="q" name="text" type="search" placeholder=t!("list-name") value=text maxlength="255"/>
                </div>
                <button type="submit" class="btn btn--sm"><Icon name="filter"/>{t!("list-search")}</button>
                {clear}
            </form>
        </div>
    }
    .into_any()
}

#[component]
fn UserRow(user: UserView) -> AnyView {
    let UserView { id, name, description, email, domain, is_enabled, is_self, .. } = user;
    let you = is_self.then(|| view! { <span class="tag">{t!("users-you")}</span> });
    view! { <Row href=routes::user(&id) name description is_enabled domain=domain.name mark=you.into_any() third=email/> }
        .into_any()
}

#[component]
fn ProjectRow(project: ProjectView) -> AnyView {
    let ProjectView { id, name, description, domain, is_enabled, is_current } = project;
    let here = is_current.then(|| view! { <span class="tag">{t!("projects-here")}</span> });
    view! { <Row href=routes::project(&id) name description is_enabled domain=domain.name mark=here.into_any() third=id is_mono=true/> }
        .into_any()
}

#[component]
fn Row(
    href: String,
    name: String,
    description: String,
    is_enabled: bool,
    domain: String,
    mark: AnyView,
    third: String,
    #[prop(optional)] is_mono: bool,
) -> AnyView {
    let class = if is_mono { "p-3 mono" } else { "p-3" };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-name">
                <div class="namecell">
                    <Tile name=name.clone()/>
                    <div class="namecell__two">
                        <span class="row row--tight row--nowrap"><a href=href>{name}</a>{mark}</span>
                        <span class="small muted trunc">{description}</span>
                    </div>
                </div>
            </th>
            <td role="cell" class="c-status"><Enabled is_enabled/></td>
            <td role="cell" class="p-2">{domain}</td>
            <td role="cell" class=class>{third}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn Pages(base: String, query: ListQuery, shape: Shape) -> AnyView {
    let first = (query.page - 1) * ListQuery::ROWS;
    let (from, to, total) = (first + 1, first + shape.shown, shape.total);
    let turn = |page: Option<usize>, icon: &'static str, label: Text| match page {
        Some(page) => {
            let href = routes::listing(base.clone(), &ListQuery { page, text: query.text.clone() });
            view! { <a class="btn btn--icon btn--sm" href=href aria-label=label><Icon name=icon/></a> }
                .into_any()
        }
        None => view! { <span class="btn btn--icon btn--sm" aria-disabled="true"><Icon name=icon/></span> }
            .into_any(),
    };
    let previous = turn((query.page > 1).then(|| query.page - 1), "chevron-left", text(t!("pager-previous")));
    let next = turn(shape.has_next.then(|| query.page + 1), "chevron-right", text(t!("pager-next")));
    view! {
        <nav class="pager" aria-label=t!("pager-label")>
            <span class="num">{t!("pager-range", from = from, to = to, total = total)}</span>
            <span class="btn-group push">{previous}{next}</span>
        </nav>
    }
    .into_any()
}
