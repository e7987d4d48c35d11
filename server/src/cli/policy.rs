//! `vitrine policy`: checks an operator's rules, and tells what they come to.
//!
//! Reads the same settings and files as the server, and no database: it works where nothing runs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use vitrine_domain::policy::{Attributes, Explanation, Fact, Node, Rule, RuleBook, SHIPPED, Target};
use vitrine_domain::{Caller, Scope};

use crate::boot;
use crate::config::Settings;

#[derive(Subcommand)]
pub enum PolicyCommand {
    /// Check a policy file, or those that the settings name; fails with what is wrong
    Check { file: Option<PathBuf> },
    /// List the rules in force: name, accepted scopes, where it comes from, expression
    List,
    /// Tell whether somebody may do something, and why
    Explain {
        /// The rule's name, as in `vitrine policy list`
        #[arg(long)]
        rule: String,
        /// The caller: roles=member,reader,project=P[,user=U,scope=system|domain=D|scope=none,service_roles=R].
        /// Roles are taken as they are; implied ones are to be named too
        #[arg(long = "as", value_name = "WHO")]
        who: String,
        /// The object: owner=P,visibility=public[,member_id=P,user_id=U, any attribute or property]
        #[arg(long, default_value = "")]
        target: String,
    },
    /// Print the rules as shipped, commented out, to begin a file of one's own with
    Sample,
}

impl PolicyCommand {
    /// What to print.
    pub fn run(self, settings: &Settings) -> anyhow::Result<String> {
        match self {
            Self::Check { file } => check(settings, file),
            Self::List => Ok(list(&boot::policy::load(settings)?)),
            Self::Explain { rule, who, target } => {
                explain(&boot::policy::load(settings)?, &rule, &who, &target)
            }
            Self::Sample => Ok(sample()),
        }
    }
}

fn check(settings: &Settings, file: Option<PathBuf>) -> anyhow::Result<String> {
    let mut settings = settings.clone();
    settings.policy.file = file.or(settings.policy.file);
    let book = boot::policy::load(&settings)?;
    Ok(format!("The policy is fine. Rules that differ from those shipped: {}.\n", book.override_count()))
}

fn list(book: &RuleBook) -> String {
    book.entries().fold(String::new(), |mut text, entry| {
        let scopes = find(entry.name).map_or("-", |rule| rule.scopes().describe());
        let origin = if entry.is_overridden { "operator" } else { "shipped" };
        let _ = writeln!(text, "{}\t{scopes}\t{origin}\t{}", entry.name, entry.expression);
        text
    })
}

fn sample() -> String {
    SHIPPED.lines().fold(String::new(), |mut text, line| {
        let mark = if line.is_empty() || line.starts_with('#') { "" } else { "#" };
        let _ = writeln!(text, "{mark}{line}");
        text
    })
}

fn find(name: &str) -> Option<Rule> {
    Rule::ALL.iter().copied().find(|rule| rule.name() == name)
}

fn explain(book: &RuleBook, rule: &str, who: &str, target: &str) -> anyhow::Result<String> {
    let rule = find(rule).with_context(|| format!("--rule: there is no rule named {rule}"))?;
    let caller = caller(&words(who).context("--as")?).context("--as")?;
    let object = Object(words(target).context("--target")?);
    let text = |name: &str| object.0.get(name).and_then(|values| values.first()).map(String::as_str);
    let target = Target {
        owner: text("owner").or(text("project_id")),
        visibility: text("visibility"),
        member: text("member_id"),
        user: text("user_id"),
        domain: text("domain_id"),
        attributes: Some(&object),
    };
    Ok(told(rule, &book.explain(&caller, rule, target)))
}

fn told(rule: Rule, explanation: &Explanation) -> String {
    let verdict = if explanation.is_allowed { "allowed" } else { "denied" };
    let mut text = format!("{}: {verdict}\n", rule.name());
    if !explanation.scope_fits {
        text += "The rule accepts tokens for a project only (policy.enforce_scope).\n";
    }
    if explanation.lacks_ownership {
        text += "The legacy rules leave this to the owner of the image (policy.enforce_new_defaults).\n";
    }
    draw(&mut text, &explanation.tree, 0);
    text
}

fn draw(text: &mut String, node: &Node, level: usize) {
    let verdict = if node.holds { "yes" } else { "no " };
    let _ = writeln!(text, "{verdict} {}{}", "  ".repeat(level), node.text);
    node.parts.iter().for_each(|part| draw(text, part, level + 1));
}

/// `roles=member,reader,project=P`: a word without a `=` is one more value of the key before it.
fn words(text: &str) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut last = None;
    for item in text.split(',').map(str::trim).filter(|item| !item.is_empty()) {
        let (key, value) = match (item.split_once('='), last) {
            (Some((key, value)), _) => (key, value),
            (None, Some(key)) => (key, item),
            (None, None) => bail!("`{item}` is not of the form key=value"),
        };
        last = Some(key);
        words.entry(key.to_owned()).or_default().push(value.to_owned());
    }
    Ok(words)
}

fn caller(words: &BTreeMap<String, Vec<String>>) -> anyhow::Result<Caller> {
    const KNOWN: &[&str] = &["roles", "service_roles", "project", "domain", "user", "scope"];
    if let Some(key) = words.keys().find(|key| !KNOWN.contains(&key.as_str())) {
        bail!("`{key}` is none of {}", KNOWN.join(", "));
    }
    let all = |key: &str| words.get(key).cloned().unwrap_or_default();
    let one = |key: &str| words.get(key).and_then(|values| values.first()).map(String::as_str);
    let scope = match (one("scope"), one("domain"), one("project")) {
        (Some("system"), None, None) => Scope::System,
        (None, Some(id), None) => Scope::Domain { id: id.into(), name: id.to_owned() },
        (None, None, Some(id)) => {
            Scope::Project { id: id.into(), name: id.to_owned(), domain: "default".into() }
        }
        (None | Some("none"), None, None) => Scope::Unscoped,
        _ => bail!("the scope is one of project=…, domain=…, scope=system and scope=none"),
    };
    let user = one("user").unwrap_or("somebody");
    Ok(Caller {
        user_id: user.into(),
        user_name: user.to_owned(),
        user_domain: "default".into(),
        scope,
        roles: all("roles"),
        service_roles: all("service_roles"),
        delegation: None,
    })
}

/// An object that somebody thought up.
#[derive(Debug)]
struct Object(BTreeMap<String, Vec<String>>);

impl Attributes for Object {
    fn attribute(&self, name: &str) -> Option<Fact<'_>> {
        self.0.get(name)?.first().map(|value| value.as_str().into())
    }
}

#[cfg(test)]
mod tests;
