//! The create form as browsers send it without script: fields, then a file, in one body.

use axum::extract::State;
use axum::extract::multipart::{Field, Multipart};
use axum::response::Redirect;
use futures::StreamExt;
use vitrine_app::routes;
use vitrine_app::rpc::images::draft_document;
use vitrine_domain::error::{Cause, Fault};
use vitrine_domain::image::{ImageId, Upload};
use vitrine_domain::{Ctx, Error};
use vitrine_wire::Visibility;
use vitrine_wire::image::ImageDraft;

use super::visitor::SignedIn;
use crate::rest::error::ApiError;
use crate::state::AppState;
use crate::transfer;

/// Bytes of a field that is no file.
const MAX_FIELD: usize = 64 << 10;

/// Creates the record, then streams the file into it; an image without a file stays queued. When the
/// data is refused, the record made for it goes again.
pub async fn with_file(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    mut form: Multipart,
) -> Result<Redirect, ApiError> {
    let mut draft = ImageDraft::default();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            read_field(&mut draft, field).await?;
            continue;
        }
        let mut field = field;
        // Browsers send an empty part where no file was chosen.
        let Some(first) = field.chunk().await.map_err(broken)? else { break };
        let id = create(&state, &ctx, &draft).await?;
        let (chunks, receiver) = tokio::sync::mpsc::channel(4);
        let stream = tokio_stream::wrappers::ReceiverStream::new(receiver).boxed();
        let storing =
            transfer::upload(state.services.clone(), ctx.clone(), id.clone(), Upload { size: None, stream });
        let (outcome, ()) = tokio::join!(storing, feed(chunks, first, field));
        return match outcome {
            Ok(()) => Ok(Redirect::to(&routes::image(id.as_str()))),
            Err(error) => {
                state.services.images.delete(&ctx, &id).await?;
                Ok(Redirect::to(&routes::create_with_notice(error.code())))
            }
        };
    }
    match create(&state, &ctx, &draft).await {
        Ok(id) => Ok(Redirect::to(&routes::image(id.as_str()))),
        Err(error @ (Error::Invalid { .. } | Error::Forbidden(_) | Error::TooLarge(_))) => {
            Ok(Redirect::to(&routes::create_with_notice(error.code())))
        }
        Err(error) => Err(error.into()),
    }
}

async fn create(state: &AppState, ctx: &Ctx, draft: &ImageDraft) -> Result<ImageId, Error> {
    Ok(state.services.images.create(ctx, &draft_document(draft)).await?.id)
}

/// Hands the file over piece by piece; stops when nobody takes it any more.
async fn feed(
    chunks: tokio::sync::mpsc::Sender<std::io::Result<bytes::Bytes>>,
    first: bytes::Bytes,
    mut field: Field<'_>,
) {
    let mut next = Some(Ok(first));
    while let Some(chunk) = next {
        let is_last = chunk.is_err();
        if chunks.send(chunk).await.is_err() || is_last {
            return;
        }
        next = field.chunk().await.map_err(std::io::Error::other).transpose();
    }
}

async fn read_field(draft: &mut ImageDraft, mut field: Field<'_>) -> Result<(), Error> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAX_FIELD {
            return Err(Error::invalid(name, Fault::TooLong { limit: MAX_FIELD }));
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| Error::invalid(name.clone(), Fault::BadUtf8))?;
    set(draft, &name, text)
}

fn set(draft: &mut ImageDraft, name: &str, text: String) -> Result<(), Error> {
    let number = |text: &str| match text.trim() {
        "" => Ok(0),
        digits => digits.parse().map_err(|_| Error::invalid(name, Fault::NotInteger)),
    };
    match name {
        "name" => draft.name = text,
        "description" => draft.description = text,
        "disk_format" => draft.disk_format = text,
        "container_format" => draft.container_format = text,
        "visibility" => draft.visibility = Visibility::parse(&text),
        "protected" => draft.protected = true,
        "os_hidden" => draft.os_hidden = true,
        "min_disk" => draft.min_disk = number(&text)?,
        "min_ram" => draft.min_ram = number(&text)?,
        "architecture" => draft.architecture = text,
        "tags" => draft.tags = text,
        _ => {}
    }
    Ok(())
}

fn broken(error: impl Into<Cause>) -> Error {
    tracing::debug!(error = %error.into(), "a form broke off");
    Error::UploadInterrupted
}
