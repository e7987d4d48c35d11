//! A caller before the custom properties of images.

use std::collections::BTreeMap;

use super::Action;
use crate::ctx::Caller;
use crate::error::{Denial, Error, Result};
use crate::image::model::Image;
use crate::policy::RuleBook;

/// Says what a caller may do with properties. The default lets everything be done.
#[derive(Clone, Copy, Debug, Default)]
pub struct PropertyGuard<'a> {
    asks: Option<(&'a RuleBook, &'a Caller)>,
}

impl<'a> PropertyGuard<'a> {
    #[must_use]
    pub fn new(book: &'a RuleBook, caller: &'a Caller) -> Self {
        Self { asks: book.protects_properties().then_some((book, caller)) }
    }

    #[must_use]
    pub fn allows(&self, action: Action, property: &str) -> bool {
        self.asks.is_none_or(|(book, caller)| book.permits(caller, action, property))
    }

    /// [`PropertyGuard::allows`], as a result.
    pub fn check(&self, action: Action, property: &str) -> Result<()> {
        if self.allows(action, property) {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::Reserved { attribute: property.to_owned() }))
    }
}

/// Shows images without the properties that a caller may not read. Remembers the names it has met, so
/// that a long list asks once for each.
#[derive(Debug)]
pub struct Lens<'a> {
    guard: PropertyGuard<'a>,
    met: BTreeMap<String, bool>,
}

impl<'a> Lens<'a> {
    #[must_use]
    pub fn new(book: &'a RuleBook, caller: &'a Caller) -> Self {
        Self { guard: PropertyGuard::new(book, caller), met: BTreeMap::new() }
    }

    /// The image as the caller may see it.
    #[must_use]
    pub fn show(&mut self, mut image: Image) -> Image {
        if self.guard.asks.is_some() {
            image.properties.retain(|name, _| self.reads(name));
        }
        image
    }

    /// May the caller read properties of this name?
    pub fn reads(&mut self, name: &str) -> bool {
        if let Some(known) = self.met.get(name) {
            return *known;
        }
        let is_readable = self.guard.allows(Action::Read, name);
        self.met.insert(name.to_owned(), is_readable);
        is_readable
    }
}
