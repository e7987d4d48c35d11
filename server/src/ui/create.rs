//! The create form as browsers send it without script: fields, then a file, in one body.

use std::io;

use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::response::Redirect;
use futures::{StreamExt, stream};
use tokio::sync::mpsc;
use vitrine_app::routes;
use vitrine_app::rpc::images::draft_document;
use vitrine_domain::error::{Cause, Fault};
use vitrine_domain::image::{ByteStream, ImageId, Upload};
use vitrine_domain::{Ctx, Error};
use vitrine_wire::Visibility;
use vitrine_wire::image::ImageDraft;

use super::visitor::SignedIn;
use crate::rest::error::{ApiError, log, status};
use crate::state::AppState;
use crate::transfer;

/// Bytes of a field that is no file.
const MAX_FIELD: usize = 64 << 10;

/// Creates the record, then streams the file into it; an image without a file stays queued. When the
/// data is refused, the record made for it goes again. What went wrong is told on the form.
pub async fn with_file(
    State(state): State<AppState>,
    SignedIn(ctx): SignedIn,
    form: Multipart,
) -> Result<Redirect, ApiError> {
    match receive(&state, &ctx, form).await {
        Ok(id) => Ok(Redirect::to(&routes::image(id.as_str()))),
        Err(error) if status(&error).is_server_error() => Err(error.into()),
        Err(error) => {
            log(&error);
            Ok(Redirect::to(&routes::create_with_notice(error.code())))
        }
    }
}

async fn receive(state: &AppState, ctx: &Ctx, mut form: Multipart) -> Result<ImageId, Error> {
    let mut draft = ImageDraft::default();
    while let Some(field) = soon(state, form.next_field()).await? {
        if field.name() == Some("file") {
            return with_data(state, ctx, &draft, field).await;
        }
        read_field(&mut draft, field).await?;
    }
    create(state, ctx, &draft).await
}

/// The record, and the file where one was chosen: browsers send an empty part where none was.
async fn with_data(
    state: &AppState,
    ctx: &Ctx,
    draft: &ImageDraft,
    mut file: Field<'_>,
) -> Result<ImageId, Error> {
    let Some(first) = soon(state, file.chunk()).await? else {
        return create(state, ctx, draft).await;
    };
    let id = create(state, ctx, draft).await?;
    let (chunks, receiver) = mpsc::channel(4);
    let upload = Upload { size: None, stream: until_end(receiver) };
    let storing = transfer::upload(state.services.clone(), ctx.clone(), id.clone(), upload);
    let (outcome, ()) = tokio::join!(storing, feed(state, chunks, first, file));
    if outcome.is_err()
        && let Err(error) = state.services.images.abandon(ctx, &id).await
    {
        tracing::warn!(image.id = %id, %error, "the record of a file that did not arrive stays");
    }
    outcome.map(|()| id)
}

/// Gives up on a sender that fell silent.
async fn soon<T>(
    state: &AppState,
    next: impl Future<Output = Result<T, MultipartError>>,
) -> Result<T, Error> {
    match tokio::time::timeout(state.upload_idle, next).await {
        Ok(outcome) => outcome.map_err(broken),
        Err(_) => Err(Error::UploadInterrupted),
    }
}

/// A piece of the file, or its end. A channel that closes without an end means that nobody sends any
/// more, and what came must not pass for the whole.
enum Piece {
    Bytes(bytes::Bytes),
    End,
}

fn until_end(pieces: mpsc::Receiver<Piece>) -> ByteStream {
    let next = |mut pieces: mpsc::Receiver<Piece>| async move {
        match pieces.recv().await {
            Some(Piece::Bytes(bytes)) => Some((Ok(bytes), pieces)),
            Some(Piece::End) => None,
            None => Some((Err(io::Error::from(io::ErrorKind::UnexpectedEof)), pieces)),
        }
    };
    stream::unfold(pieces, next).boxed()
}

/// Hands the file over piece by piece; stops when nobody takes it any more, or none comes.
async fn feed(state: &AppState, pieces: mpsc::Sender<Piece>, first: bytes::Bytes, mut file: Field<'_>) {
    let mut next = Some(first);
    while let Some(bytes) = next {
        if pieces.send(Piece::Bytes(bytes)).await.is_err() {
            return;
        }
        next = match soon(state, file.chunk()).await {
            Ok(next) => next,
            Err(_) => return,
        };
    }
    // Nobody waits for the end where the upload failed.
    let _ = pieces.send(Piece::End).await;
}

async fn create(state: &AppState, ctx: &Ctx, draft: &ImageDraft) -> Result<ImageId, Error> {
    Ok(state.services.images.create(ctx, &draft_document(draft)).await?.id)
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
