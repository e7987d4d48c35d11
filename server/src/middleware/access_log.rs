//! One line a request, and a span around what is logged while it runs.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use super::RequestId;

/// Tells method, path, status and time. Queries stay out: they can hold what people typed.
pub async fn tell(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let span = tracing::info_span!("request", request_id = %id);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    async move {
        let started = Instant::now();
        let response = next.run(request).await;
        let elapsed_ms = started.elapsed().as_millis();
        let status = response.status().as_u16();
        tracing::info!(%method, path, status, elapsed_ms, "{method} {path} {status}");
        response
    }
    .instrument(span)
    .await
}
