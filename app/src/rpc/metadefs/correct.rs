//! What images carry against the catalog, and setting it right.

use leptos::prelude::*;
use vitrine_wire::metadef::{
    Correction, CorrectionBasis, CorrectionPlan, CorrectionStep, WrongPage, WrongQuery,
};

use crate::rpc::UiError;

/// What a page of images carries against the catalog.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/wrong", input = leptos::server_fn::codec::Json)]
pub async fn load_wrong(query: WrongQuery) -> Result<WrongPage, UiError> {
    use vitrine_domain::metadef::usage::ReportQuery;

    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let WrongQuery { severity, namespace, marker } = query;
    let marker = marker.map(|id| id.as_str().into());
    let query = ReportQuery { severity, namespace, marker, limit: EXAMINED };
    services.metadef_usage.wrong_values(&ctx, &query).await.map_err(|error| backend::refuse(&error))
}

/// Images that a page of the report looks at.
#[cfg(feature = "ssr")]
const EXAMINED: usize = 200;

/// What is known of a property before it is corrected.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/correct/basis", input = leptos::server_fn::codec::Json)]
pub async fn load_basis(key: String, value: Option<String>) -> Result<CorrectionBasis, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let found = services.metadef_usage.correction_basis(&ctx, &key, value.as_deref()).await;
    found.map_err(|error| backend::refuse(&error))
}

/// What would become of the images behind the marker.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/correct/plan", input = leptos::server_fn::codec::Json)]
pub async fn plan_correction(
    correction: Correction,
    marker: Option<String>,
) -> Result<CorrectionPlan, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let marker = marker.map(|id| id.as_str().into());
    let found = services.metadef_usage.foretell(&ctx, &correction, marker.as_ref()).await;
    let found = found.map_err(|error| backend::refuse(&error))?;
    Ok(CorrectionPlan { step: told(found.step), findings: found.findings })
}

/// Sets the next images behind the marker right.
#[server(prefix = "/dashboard/rpc", endpoint = "metadefs/correct/run", input = leptos::server_fn::codec::Json)]
pub async fn run_correction(
    correction: Correction,
    marker: Option<String>,
) -> Result<CorrectionStep, UiError> {
    use crate::backend;
    let (services, ctx) = backend::enter()?;
    let marker = marker.map(|id| id.as_str().into());
    let done = services.metadef_usage.correct(&ctx, &correction, marker.as_ref()).await;
    done.map(told).map_err(|error| backend::refuse(&error))
}

#[cfg(feature = "ssr")]
fn told(corrected: vitrine_domain::metadef::usage::Corrected) -> CorrectionStep {
    use vitrine_wire::metadef::CorrectionRow;

    use crate::backend;
    let row = |it: vitrine_domain::metadef::usage::CorrectedImage| CorrectionRow {
        id: it.id,
        name: it.name,
        value: it.value,
        fate: it.fate,
        problem: it.error.map(|error| backend::told(&error)),
    };
    CorrectionStep { rows: corrected.images.into_iter().map(row).collect(), next: corrected.next }
}
