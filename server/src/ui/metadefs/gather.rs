//! What an import's form brings: files, a folder, archives, pasted text, an address. Read into documents, or
//! into what stands in the way, by file and line.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use bytes::Bytes;
use serde_json::Value;
use vitrine_domain::error::Limit;
use vitrine_domain::{Ctx, Error};
use vitrine_metadef::author::lines::Lines;
use vitrine_wire::Problem;
use vitrine_wire::metadef::{Brought, Gathered, ImportMode, Unreadable};

use super::MAX_BROUGHT;
use super::archive::{self, is_archive, shown};
use crate::rest::error::status;
use crate::state::AppState;

/// Characters of a line that are shown.
const EXCERPT: usize = 160;

/// A form as it came.
pub struct Sent {
    pub gathered: Gathered,
    pub mode: ImportMode,
    pub is_dry_run: bool,
}

/// Text that documents are read from.
struct Piece {
    source: String,
    text: Bytes,
}

/// Reads a form. What cannot be read of it is told with the rest.
pub async fn sent(state: &AppState, ctx: &Ctx, mut form: Multipart) -> Result<Sent, Error> {
    let mut pieces = Vec::new();
    let mut gathered = Gathered::default();
    let (mut mode, mut is_dry_run) = (ImportMode::PreferNew, false);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "files" => pieces.extend(file(field).await?),
            "folder" => pieces.extend(file(field).await?.filter(|it| is_of_interest(&it.source))),
            "text" => {
                let text = field.bytes().await.map_err(broken)?;
                if !text.trim_ascii().is_empty() {
                    pieces.push(Piece { source: String::new(), text });
                }
            }
            "url" => {
                let url = field.text().await.map_err(broken)?;
                if !url.trim().is_empty() {
                    read_from_web(state, ctx, url.trim(), &mut pieces, &mut gathered).await?;
                }
            }
            "mode" => mode = ImportMode::parse(&field.text().await.map_err(broken)?).unwrap_or(mode),
            "dry_run" => is_dry_run = true,
            _ => {}
        }
    }
    let gathered = tokio::task::spawn_blocking(move || {
        pieces.into_iter().for_each(|piece| take(&mut gathered, piece));
        gathered
    });
    Ok(Sent { gathered: gathered.await.map_err(Error::internal)?, mode, is_dry_run })
}

/// A file where one was chosen: browsers send an empty part where none was.
async fn file(field: Field<'_>) -> Result<Option<Piece>, Error> {
    let source = shown(field.file_name().unwrap_or_default());
    let text = field.bytes().await.map_err(broken)?;
    Ok((!source.is_empty() || !text.is_empty()).then_some(Piece { source, text }))
}

/// Of a folder, only what may hold documents is looked at.
fn is_of_interest(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".json") || name.ends_with(".zip")
}

async fn read_from_web(
    state: &AppState,
    ctx: &Ctx,
    url: &str,
    pieces: &mut Vec<Piece>,
    gathered: &mut Gathered,
) -> Result<(), Error> {
    let source = shown(url);
    match state.services.metadefs.read_from_web(ctx, url, MAX_BROUGHT as u64).await {
        Ok(text) => pieces.push(Piece { source, text }),
        Err(error @ Error::Invalid { .. }) => {
            let problem = error.to_problem(status(&error).as_u16(), &ctx.request_id);
            gathered.unreadable.push(whole(source, problem));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

fn take(gathered: &mut Gathered, Piece { source, text }: Piece) {
    if !is_archive(&text) && !source.to_lowercase().ends_with(".zip") {
        return parse(gathered, source, &text);
    }
    match archive::files(&text) {
        Ok(files) if files.is_empty() => {
            gathered.unreadable.push(whole(source, problem("transfer-problem-zip-empty", &[])));
        }
        Ok(files) => {
            for (name, text) in files {
                parse(gathered, format!("{source}: {name}"), &text);
            }
        }
        Err((name, fault)) => {
            let source = if name.is_empty() { source } else { format!("{source}: {name}") };
            gathered.unreadable.push(whole(source, problem(fault.code(), &[])));
        }
    }
}

/// One document, or a list of documents.
fn parse(gathered: &mut Gathered, source: String, bytes: &[u8]) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return gathered.unreadable.push(whole(source, problem("transfer-problem-utf8", &[])));
    };
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let problem = problem("transfer-problem-json", &[]);
            let column = Some(error.column().max(1));
            return gathered.unreadable.push(at_line(source, problem, text, error.line().max(1), column));
        }
    };
    // Of members that stand twice the parser would keep the last without a word.
    if let Some((path, line)) = Lines::of(text).twice() {
        let problem = problem("transfer-problem-twice", &[("member", &path.join("."))]);
        return gathered.unreadable.push(at_line(source, problem, text, line, None));
    }
    let documents = match value {
        Value::Array(documents) => documents,
        document => vec![document],
    };
    let brought = documents.into_iter().map(|document| Brought { source: source.clone(), document });
    gathered.documents.extend(brought);
}

fn whole(source: String, problem: Problem) -> Unreadable {
    Unreadable { source, problem, line: None, column: None, excerpt: None }
}

fn at_line(source: String, problem: Problem, text: &str, line: usize, column: Option<usize>) -> Unreadable {
    let excerpt = text.lines().nth(line - 1).map(|line| line.chars().take(EXCERPT).collect());
    Unreadable { source, problem, line: Some(line), column, excerpt }
}

/// A problem that only imports have.
pub fn problem(code: &str, args: &[(&str, &str)]) -> Problem {
    let args: BTreeMap<String, String> =
        args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Problem { status: 400, code: code.to_owned(), args, field: None, request_id: None }
}

fn broken(error: MultipartError) -> Error {
    tracing::debug!(%error, "a form broke off");
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge(Limit::Body { bytes: MAX_BROUGHT as u64 }),
        _ => Error::UploadInterrupted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(source: &str, text: &[u8]) -> Gathered {
        let mut gathered = Gathered::default();
        take(&mut gathered, Piece { source: source.to_owned(), text: Bytes::copy_from_slice(text) });
        gathered
    }

    #[test]
    fn a_file_holds_one_document_or_many() {
        assert_eq!(gathered("a.json", b"{\"namespace\": \"A\"}").documents.len(), 1);
        let two = gathered("a.json", b"\xef\xbb\xbf[{\"namespace\": \"A\"}, {\"namespace\": \"B\"}]");
        assert_eq!(two.documents.len(), 2);
        assert!(two.documents.iter().all(|it| it.source == "a.json"));
    }

    #[test]
    fn what_is_wrong_is_told_by_file_and_line() {
        for (text, code, line) in [
            (&b"{\n \"namespace\": \"A\",\n oops\n}"[..], "transfer-problem-json", Some(3)),
            (b"", "transfer-problem-json", Some(1)),
            (b"{\"a\": 1,\n\"a\": 2}", "transfer-problem-twice", Some(2)),
            (b"\xff\xfe", "transfer-problem-utf8", None),
            (b"PK\x03\x04", "transfer-problem-zip", None),
        ] {
            let found = gathered("bad.json", text);
            assert!(found.documents.is_empty());
            let told = &found.unreadable[0];
            let known = (told.source.as_str(), told.problem.code.as_str(), told.line);
            assert_eq!(known, ("bad.json", code, line));
        }
        assert_eq!(gathered("x", b"{\n oops\n}").unreadable[0].excerpt.as_deref(), Some(" oops"));
    }
}
