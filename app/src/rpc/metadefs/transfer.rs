//! Bringing namespaces in, and taking them along.

use leptos::prelude::*;
use vitrine_wire::metadef::{ExportFilter, ExportOffer, TransferReport, TransferRequest};

use crate::rpc::UiError;

/// Whether the visitor may bring namespaces in.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/import/form")]
pub async fn load_import() -> Result<(), UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    services.metadefs.require_import(&ctx).map_err(|error| backend::refuse(&error))
}

/// Brings documents in, or tells what would happen.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/import/run", input = leptos::server_fn::codec::Json)]
pub async fn run_import(request: TransferRequest) -> Result<TransferReport, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let report = carry_out(&services, &ctx, request, Vec::new()).await;
    report.map_err(|error| backend::refuse(&error))
}

/// The namespaces that a filter finds, to be taken along.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/export/offer", input = leptos::server_fn::codec::Json)]
pub async fn load_export(filter: ExportFilter) -> Result<ExportOffer, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let rows = services.metadefs.exportable(&ctx, &filter).await.map_err(|error| backend::refuse(&error))?;
    let types = services.metadefs.resource_types(&ctx).await.map_err(|error| backend::refuse(&error))?;
    let mut resource_types: Vec<String> = types.into_iter().map(|it| it.name).collect();
    resource_types.sort_unstable();
    Ok(ExportOffer { rows, resource_types })
}

/// Carries an import out: for the function above, and for the form that works without script.
#[cfg(feature = "ssr")]
pub async fn carry_out(
    services: &vitrine_domain::Services,
    ctx: &vitrine_domain::Ctx,
    request: TransferRequest,
    unreadable: Vec<vitrine_wire::metadef::Unreadable>,
) -> Result<TransferReport, vitrine_domain::Error> {
    use std::time::Instant;
    use vitrine_wire::metadef::{Brought, ImportMode};
    let began = Instant::now();
    let TransferRequest { documents, mode, otherwise, dry_run } = request;
    let mode_of = |document: &serde_json::Value| -> ImportMode {
        let name = document["namespace"].as_str();
        name.and_then(|name| otherwise.get(name)).copied().unwrap_or(mode)
    };
    let mut sources = Vec::with_capacity(documents.len());
    let mut bodies = Vec::with_capacity(documents.len());
    for Brought { source, document } in documents {
        let mode = mode_of(&document);
        let title = document["display_name"].as_str().map(str::to_owned);
        sources.push((source, title, mode));
        bodies.push((document, mode));
    }
    let imported = services.metadefs.bring_in(ctx, &bodies, dry_run).await?;
    let rows = sources.into_iter().zip(imported).map(|(source, row)| told(ctx, source, row)).collect();
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(TransferReport { rows, unreadable, dry_run, milliseconds })
}

#[cfg(feature = "ssr")]
fn told(
    ctx: &vitrine_domain::Ctx,
    (source, display_name, mode): (String, Option<String>, vitrine_wire::metadef::ImportMode),
    row: vitrine_domain::metadef::Imported,
) -> vitrine_wire::metadef::TransferRow {
    use vitrine_wire::metadef::{ImportVerdict, TransferRow};
    let change_count = row.changes.len();
    let is_new = row.verdict == ImportVerdict::New;
    TransferRow {
        source,
        namespace: row.namespace,
        display_name,
        verdict: row.verdict,
        mode,
        applied: row.was_applied,
        changes: if is_new { Vec::new() } else { row.changes },
        change_count,
        warnings: row.warnings,
        problem: row.error.map(|error| error.to_problem(400, &ctx.request_id)),
    }
}
