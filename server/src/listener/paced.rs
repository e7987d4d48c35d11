//! A connection's patience: how long it may stay silent, by what is expected of it.
//!
//! Between accept and the end of a request's headers the client has little time, also for the first
//! byte; between two requests it has more; while a request is being answered it is the handler's turn,
//! and handlers have limits of their own. A client that takes nothing of what is sent to it is given up,
//! too. On HTTP/2, pings take over once the protocol is known.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use crate::config::Http;

/// How an HTTP/2 connection begins.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// How long is too long.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    pub headers: Duration,
    pub keep_alive: Duration,
    pub write: Duration,
}

impl Patience {
    pub fn new(http: &Http) -> Self {
        Self {
            headers: Duration::from_secs(http.header_timeout_seconds),
            keep_alive: Duration::from_secs(http.keep_alive_seconds),
            write: Duration::from_secs(http.write_idle_seconds),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Headers are awaited.
    Headers,
    /// A request is being answered.
    Busy,
    /// The next request is awaited, with no hurry.
    Idle,
    /// HTTP/2: many requests at once.
    Multiplexed,
}

/// What the two halves of a connection tell each other.
#[derive(Clone, Debug)]
pub struct Turn(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    phase: Phase,
    /// Who waits for bytes: it does not look again by itself when an answer is out.
    reader: Option<Waker>,
}

impl Turn {
    fn open(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self) -> Phase {
        self.open().phase
    }

    fn set(&self, phase: Phase) {
        let mut state = self.open();
        if state.phase != Phase::Multiplexed {
            state.phase = phase;
        }
    }

    /// The answer is out; the reader's patience begins.
    fn end(&self) {
        self.set(Phase::Idle);
        let reader = self.open().reader.take();
        if let Some(reader) = reader {
            reader.wake();
        }
    }

    /// A request has arrived; until its answer is out, the client may be silent.
    pub fn begin(&self) -> Answering {
        self.set(Phase::Busy);
        Answering(self.clone())
    }
}

/// Lives as long as the answer to a request.
pub struct Answering(Turn);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// The answer, with the connection's turn held until its last byte.
pub fn held(response: Response, answering: Answering) -> Response {
    response.map(|body| Body::new(Held { body, _answering: answering }))
}

struct Held {
    body: Body,
    _answering: Answering,
}

impl hyper::body::Body for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A timer and what it was set for.
struct Alarm(Option<(Phase, Pin<Box<Sleep>>)>);

impl Alarm {
    /// Runs out when `phase` lasts longer than `limit`.
    fn poll(&mut self, phase: Phase, limit: Duration, cx: &mut Context<'_>) -> Poll<()> {
        if self.0.as_ref().is_none_or(|(set_for, _)| *set_for != phase) {
            self.0 = Some((phase, Box::pin(tokio::time::sleep(limit))));
        }
        match &mut self.0 {
            Some((_, sleep)) => sleep.as_mut().poll(cx),
            None => Poll::Pending,
        }
    }
}

/// A stream that fails when its peer is silent for too long.
pub struct Paced<S> {
    inner: S,
    patience: Patience,
    turn: Turn,
    /// Bytes of [`PREFACE`] seen so far; nothing once it is known whether it is one.
    preface: Option<usize>,
    reading: Alarm,
    writing: Alarm,
}

impl<S> Paced<S> {
    pub fn new(inner: S, patience: Patience) -> (Self, Turn) {
        let turn = Turn(Arc::new(Mutex::new(State { phase: Phase::Headers, reader: None })));
        let paced = Self {
            inner,
            patience,
            turn: turn.clone(),
            preface: Some(0),
            reading: Alarm(None),
            writing: Alarm(None),
        };
        (paced, turn)
    }

    fn note(&mut self, bytes: &[u8]) {
        if let Some(seen) = self.preface {
            let expected = &PREFACE[seen..];
            let length = bytes.len().min(expected.len());
            let fits = bytes[..length] == expected[..length];
            self.preface = Some(seen + length).filter(|seen| fits && *seen < PREFACE.len());
            if fits && seen + length == PREFACE.len() {
                self.turn.set(Phase::Multiplexed);
            }
        }
        if self.turn.get() == Phase::Idle {
            // The next request begins.
            self.turn.set(Phase::Headers);
        }
    }
}

fn timed_out() -> io::Error {
    io::Error::from(io::ErrorKind::TimedOut)
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buffer.filled().len();
        if let Poll::Ready(outcome) = Pin::new(&mut this.inner).poll_read(cx, buffer) {
            this.note(&buffer.filled()[before..]);
            return Poll::Ready(outcome);
        }
        let phase = {
            let mut state = this.turn.open();
            state.reader = Some(cx.waker().clone());
            state.phase
        };
        let limit = match phase {
            Phase::Headers => this.patience.headers,
            Phase::Idle => this.patience.keep_alive,
            Phase::Busy | Phase::Multiplexed => {
                this.reading = Alarm(None);
                return Poll::Pending;
            }
        };
        ready!(this.reading.poll(phase, limit, cx));
        Poll::Ready(Err(timed_out()))
    }
}

impl<S: AsyncWrite + Unpin> Paced<S> {
    /// What came of writing; an error where the peer has taken nothing for too long.
    fn written<T>(&mut self, cx: &mut Context<'_>, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.writing = Alarm(None);
            return outcome;
        }
        let limit = self.patience.write;
        ready!(self.writing.poll(Phase::Busy, limit, cx));
        Poll::Ready(Err(timed_out()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.written(cx, outcome)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.inner).poll_flush(cx);
        self.written(cx, outcome)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.written(cx, outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.inner).poll_write_vectored(cx, slices);
        self.written(cx, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
