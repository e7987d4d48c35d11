//! Dialogs that ask before something is lost.

use leptos::html;
use leptos::prelude::*;

use super::Text;
use super::icon::Icon;
use crate::browser;
use crate::i18n::t;

/// Asks whether to do something that cannot be undone. The safe answer has the focus.
#[component]
pub fn ConfirmDialog(
    node: NodeRef<html::Dialog>,
    #[prop(into)] title: Text,
    #[prop(into)] detail: Text,
    #[prop(into)] confirm: Text,
    #[prop(into)] is_busy: Signal<bool>,
    on_confirm: Callback<()>,
) -> AnyView {
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby="confirm-title">
            <div class="dialog__head"><div><h2 id="confirm-title">{title}</h2><p>{detail}</p></div></div>
            <div class="dialog__foot">
                <button type="button" class="btn" autofocus on:click=move |_| browser::close_dialog(node)>{t!("dialog-keep")}</button>
                <button type="button" class="btn btn--danger" prop:disabled=is_busy on:click=move |_| on_confirm.run(())>
                    <Icon name="trash"/>{confirm}
                </button>
            </div>
        </dialog>
    }.into_any()
}
