//! A new application credential: its form, and the one page that shows its secret.

use leptos::prelude::*;
use leptos_meta::Title;
use vitrine_wire::accounts::{CredentialOptions, NewCredential};
use vitrine_wire::form::Outcome;

use crate::i18n::t;
use crate::layout::{PageHead, Path};
use crate::pages::{CopyButton, FormError, loaded};
use crate::routes::accounts as routes;
use crate::rpc::accounts::load_credential_options;
use crate::ui::feedback::Banner;
use crate::ui::form::{Answered, FormOutcome, LinesField, Switch, TextField};
use crate::ui::icon::Icon;
use crate::ui::status::Tone;
use crate::ui::{Text, text};

fn way() -> Vec<(String, Text)> {
    vec![
        (routes::settings(), text(t!("settings-title"))),
        (routes::credentials(), text(t!("settings-credentials"))),
    ]
}

#[component]
pub fn CreateCredentialPage() -> AnyView {
    if let Some(Outcome::Secret(new)) = use_context::<FormOutcome>().and_then(FormOutcome::get) {
        return view! { <SecretPage new/> }.into_any();
    }
    let options = Resource::new_blocking(|| (), |()| load_credential_options());
    let title = text(t!("credentials-create"));
    view! {
        <Title text=t!("credentials-create")/>
        <Path steps=way() current=title/>
        {loaded(title, options, |options| view! { <CredentialForm options/> }.into_any())}
    }
    .into_any()
}

#[component]
fn CredentialForm(options: CredentialOptions) -> AnyView {
    let form = Answered::of("credential");
    let other = form.other_problem(&["name", "description", "expires_at"]);
    let CredentialOptions { project, roles } = options;
    view! {
        <PageHead title=text(t!("credentials-create"))/>
        <form class="cols" method="post" action=routes::create_credential()>
            <div class="stack">
                {other.map(|problem| view! { <FormError problem/> })}
                <section class="card" aria-labelledby="h-credential">
                    <div class="card__head"><h2 id="h-credential">{t!("credential-about")}</h2><p>{t!("credential-project", name = project.name)}</p></div>
                    <div class="card__body form-grid">
                        <TextField form=form.clone() id="name" name="name" label=text(t!("field-name")) max=255 is_required=true/>
                        <TextField form=form.clone() id="expires_at" name="expires_at" kind="datetime-local"
                            label=text(t!("credential-expires")) help=Signal::derive(t!("credential-expires-hint"))/>
                        <LinesField form=form.clone() id="description" name="description" label=text(t!("field-description"))/>
                    </div>
                </section>
            </div>
            <aside class="stack" aria-label=t!("credential-rights")>
                <RightsCard form roles/>
                <button type="submit" class="btn btn--primary btn--block"><Icon name="key"/>{t!("credentials-create")}</button>
            </aside>
        </form>
    }
    .into_any()
}

#[component]
fn RightsCard(form: Answered, roles: Vec<String>) -> AnyView {
    let boxes = roles.into_iter().map(|role| {
        let is_on = form.is_ticked(&format!("role:{role}"), false);
        view! {
            <label class="check"><input type="checkbox" name="role" value=role.clone() checked=is_on/><span>{role.clone()}</span></label>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <section class="card" aria-labelledby="h-rights">
            <div class="card__head"><h2 id="h-rights">{t!("credential-rights")}</h2></div>
            <div class="card__body stack stack--tight">
                <fieldset class="stack stack--tight">
                    <legend class="field__label">{t!("fact-roles")}</legend>
                    {boxes}
                    <p class="field__help">{t!("credential-roles-hint")}</p>
                </fieldset>
                <hr class="rule"/>
                <Switch form name="unrestricted" label=text(t!("credential-unrestricted")) described="unrestricted-warning"/>
                <p class="field__warn" id="unrestricted-warning"><Icon name="warning"/>{t!("credential-unrestricted-warning")}</p>
            </div>
        </section>
    }
    .into_any()
}

/// Shown once, as the answer to the form; nothing keeps the secret afterwards.
#[component]
fn SecretPage(new: NewCredential) -> AnyView {
    let NewCredential { id, name, secret } = new;
    let file = |file: &'static str| {
        let fields = [("id", id.clone()), ("secret", secret.clone()), ("name", name.clone())];
        let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        view! {
            <form method="post" action=routes::credential_file()>
                {fields.into_iter().collect_view()}
                <button type="submit" class="btn" name="file" value=file><Icon name="download"/>{file}</button>
            </form>
        }
    };
    let files = [file("clouds.yaml"), file("openrc.sh")].into_iter().collect_view();
    view! {
        <Title text=t!("secret-title")/>
        <Path steps=way() current=name.clone()/>
        <PageHead title=text(t!("secret-title"))/>
        <div class="stack confirm--page">
            <Banner tone=Tone::Warn>{t!("secret-once")}</Banner>
            <section class="card" aria-labelledby="h-secret">
                <div class="card__head"><h2 id="h-secret">{name.clone()}</h2></div>
                <dl class="dl dl--flush">
                    <div>
                        <dt>{t!("fact-id")}</dt>
                        <dd><span class="copyable"><span class="mono trunc">{id.clone()}</span><CopyButton value=id.clone() label=text(t!("secret-copy-id"))/></span></dd>
                    </div>
                    <div>
                        <dt>{t!("secret-secret")}</dt>
                        <dd><span class="copyable"><code class="mono secret" id="secret">{secret.clone()}</code><CopyButton value=secret.clone() label=text(t!("secret-copy"))/></span></dd>
                    </div>
                </dl>
                <div class="card__foot">{files}<a class="btn btn--primary push" href=routes::credentials()>{t!("secret-done")}</a></div>
            </section>
        </div>
    }
    .into_any()
}
