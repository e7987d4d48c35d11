use super::*;
use crate::ctx::{Caller, Scope};
use crate::error::Denial;
use crate::error::Error;
use crate::image::Image;
use crate::policy::{RuleBook, Sources};
use crate::testing::an_image;

const ROLES: &str = "\
# who touches what
[^x_.*]
create = admin, Publisher
read: admin,publisher,
  auditor
update = admin
delete = !

[^open]
create = @
read = @
update = @
delete = @

[^x_y]
create = @
read = @
update = @
delete = @

[^nobody]
CREATE =
read =
update =
delete =
";

fn caller(roles: &[&str], service_roles: &[&str]) -> Caller {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    Caller {
        user_id: "u".into(),
        user_name: "u".into(),
        user_domain: "default".into(),
        scope: Scope::Project { id: "own".into(), name: "own".into(), domain: "default".into() },
        roles: words(roles),
        service_roles: words(service_roles),
        delegation: None,
    }
}

fn book(text: &str, format: ProtectionFormat, overrides: &str) -> RuleBook {
    let (protection, overrides) = (Some((text.to_owned(), format)), Some(overrides.to_owned()));
    RuleBook::load(&Sources { protection, overrides, ..Sources::default() }).unwrap()
}

#[test]
fn the_first_section_whose_pattern_is_found_decides() {
    let book = book(ROLES, ProtectionFormat::Roles, "");
    let (admin, publisher) = (caller(&["admin"], &[]), caller(&["publisher"], &[]));
    let (auditor, member) = (caller(&["auditor"], &[]), caller(&["member"], &[]));
    for (who, action, property, expected) in [
        (&admin, Action::Create, "x_a", true),
        (&publisher, Action::Create, "x_a", true),
        (&publisher, Action::Update, "x_a", false),
        (&auditor, Action::Read, "x_a", true),
        (&auditor, Action::Create, "x_a", false),
        (&admin, Action::Delete, "x_a", false),
        (&member, Action::Read, "x_a", false),
        // A later section never softens an earlier one.
        (&member, Action::Read, "x_y", false),
        (&member, Action::Read, "open_x_a", true),
        (&admin, Action::Read, "nobody_there", false),
        // No section: nobody, not even an administrator.
        (&admin, Action::Read, "elsewhere", false),
        (&member, Action::Read, "os_glance_import_task", true),
    ] {
        assert_eq!(book.permits(who, action, property), expected, "{action:?} {property} {:?}", who.roles);
    }
    let internal = Caller { scope: Scope::Internal, ..caller(&[], &[]) };
    assert!(book.permits(&internal, Action::Delete, "x_a"));
}

#[test]
fn roles_of_the_service_that_passes_a_request_on_count() {
    let passed = caller(&["member"], &["admin"]);
    assert!(book(ROLES, ProtectionFormat::Roles, "").permits(&passed, Action::Create, "x_a"));
    let rules = "[.*]\ncreate=context_is_admin\nread=context_is_admin\nupdate=!\ndelete=@\n";
    assert!(book(rules, ProtectionFormat::Policies, "").permits(&passed, Action::Create, "x_a"));
}

#[test]
fn entries_may_be_rules_of_policy() {
    let rules = "[^x_]\ncreate=licensor\nread=licensor\nupdate=!\ndelete=context_is_admin\n";
    let book = book(rules, ProtectionFormat::Policies, "licensor: 'role:a or role:b'");
    for (roles, action, expected) in [
        (["a"], Action::Create, true),
        (["b"], Action::Read, true),
        (["c"], Action::Read, false),
        (["admin"], Action::Delete, true),
        (["admin"], Action::Update, false),
    ] {
        assert_eq!(book.permits(&caller(&roles, &[]), action, "x_a"), expected, "{roles:?} {action:?}");
    }
}

#[test]
fn mistakes_are_named() {
    let rest = "read=@\nupdate=@\ndelete=@\n";
    let roles = |text: &str| Protection::parse(text, ProtectionFormat::Roles).unwrap_err().to_string();
    for (text, expected) in [
        (String::new(), "has no section"),
        ("create = @".into(), "line 1 is neither"),
        (format!("[a]\ncreate\n{rest}"), "line 2 is neither"),
        (format!("[a]\n{rest}"), "section [a] does not say who may create"),
        (format!("[a]\ncreate=@\ncreat=@\n{rest}"), "`creat` is none of"),
        (format!("[a]\ncreate=@\ncreate=!\n{rest}"), "line 3: section [a] has create twice"),
        (format!("[a]\ncreate=@\n{rest}[a]\n"), "line 6: section [a] is there twice"),
        (format!("[a]\ncreate=@,!\n{rest}"), "@ (everybody) and ! (nobody) exclude each other"),
        (format!("[a(]\ncreate=@\n{rest}"), "not a regular expression that can be used"),
        (format!("[a(?=b)]\ncreate=@\n{rest}"), "not a regular expression that can be used"),
        (format!("[(?:a{{1000}}){{1000}}]\ncreate=@\n{rest}"), "size limit"),
        ("#".repeat(MAX_FILE + 1), "larger than"),
    ] {
        let message = roles(&text);
        assert!(message.contains(expected), "{message:?} lacks {expected:?}");
    }
    let load = |text: String| {
        let protection = Some((text, ProtectionFormat::Policies));
        RuleBook::load(&Sources { protection, ..Sources::default() }).unwrap_err().to_string()
    };
    assert!(load(format!("[a]\ncreate=default,metadef_admin\n{rest}")).contains("name one rule"));
    let unknown = load(format!("[a]\ncreate=licensor\n{rest}"));
    assert_eq!(unknown, "section [a] names the rule licensor, which the policy does not have");
}

#[test]
fn a_lens_leaves_out_what_may_not_be_read_and_nothing_else() {
    let book = book(ROLES, ProtectionFormat::Roles, "");
    let property = |name: &str| (name.to_owned(), "v".to_owned());
    let image =
        Image { properties: ["x_a", "open_a", "other"].map(property).into_iter().collect(), ..an_image() };
    let seen = |roles: &[&str]| {
        let caller = caller(roles, &[]);
        let shown = Lens::new(&book, &caller).show(image.clone());
        shown.properties.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(seen(&["admin"]), ["open_a", "x_a"]);
    assert_eq!(seen(&["member"]), ["open_a"]);
    let open = RuleBook::load(&Sources::default()).unwrap();
    assert_eq!(Lens::new(&open, &caller(&[], &[])).show(image.clone()), image);
}

#[test]
fn a_refusal_says_that_the_attribute_is_reserved() {
    let book = book(ROLES, ProtectionFormat::Roles, "");
    let member = caller(&["member"], &[]);
    let refusal = PropertyGuard::new(&book, &member).check(Action::Create, "x_a").unwrap_err();
    assert!(matches!(refusal, Error::Forbidden(Denial::Reserved { attribute }) if attribute == "x_a"));
}
