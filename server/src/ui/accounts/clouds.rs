//! The files that tell clients how to sign in: `clouds.yaml` and `openrc.sh`. Everything in them that
//! somebody named is quoted, so that it is a text and nothing else.

use std::fmt::Write as _;

use vitrine_wire::accounts::AccessInfo;

/// What a client proves itself with.
pub enum Proof<'a> {
    /// It asks for the password.
    Password,
    Credential {
        id: &'a str,
        secret: &'a str,
    },
}

/// A YAML text in double quotes. All that YAML or a terminal could take for something else is escaped.
fn yaml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if is_odd(c) => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\U{:08X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Controls, breaks of lines, marks that turn the direction of writing, and what YAML calls not printable.
fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A shell word in single quotes.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// One cloud, named `vitrine`.
pub fn clouds_yaml(access: &AccessInfo, proof: &Proof<'_>) -> String {
    let (auth_type, pairs) = match proof {
        Proof::Password => (
            "v3password",
            vec![
                ("auth_url", &*access.auth_url),
                ("username", &access.user.name),
                ("user_domain_id", &access.user_domain.id),
                ("project_id", &access.project.id),
            ],
        ),
        Proof::Credential { id, secret } => (
            "v3applicationcredential",
            vec![
                ("auth_url", &*access.auth_url),
                ("application_credential_id", id),
                ("application_credential_secret", secret),
            ],
        ),
    };
    let auth: String = pairs.iter().map(|(key, value)| format!("      {key}: {}\n", yaml(value))).collect();
    format!(
        "clouds:\n  vitrine:\n    auth_type: {}\n    auth:\n{auth}    region_name: {}\n    interface: \"public\"\n    \
         identity_api_version: \"3\"\n",
        yaml(auth_type),
        yaml(&access.region),
    )
}

/// Variables of the environment. Those of another way to sign in go, or clients would mix them; certificates
/// stay, they are about the connection.
pub fn openrc(access: &AccessInfo, proof: &Proof<'_>) -> String {
    let mut text = String::from("#!/bin/sh\n# Read this into a shell: . ./openrc.sh\n");
    text.push_str("for name in $(env | sed -n '/^OS_\\(CACERT\\|CERT\\|KEY\\)=/d; s/^\\(OS_[A-Z_]*\\)=.*/\\1/p'); do unset \"$name\"; done\n");
    let mut set = |name: &str, value: &str| {
        let _ = writeln!(text, "export {name}={}", shell(value));
    };
    set("OS_AUTH_URL", &access.auth_url);
    set("OS_IDENTITY_API_VERSION", "3");
    set("OS_INTERFACE", "public");
    set("OS_REGION_NAME", &access.region);
    match proof {
        Proof::Password => {
            set("OS_AUTH_TYPE", "v3password");
            set("OS_USERNAME", &access.user.name);
            set("OS_USER_DOMAIN_ID", &access.user_domain.id);
            set("OS_PROJECT_ID", &access.project.id);
            text.push_str(
                "printf 'Password: ' >&2\nstty -echo 2>/dev/null\nIFS= read -r OS_PASSWORD\nstty echo 2>/dev/null\n\
                 printf '\\n' >&2\nexport OS_PASSWORD\n",
            );
        }
        Proof::Credential { id, secret } => {
            set("OS_AUTH_TYPE", "v3applicationcredential");
            set("OS_APPLICATION_CREDENTIAL_ID", id);
            set("OS_APPLICATION_CREDENTIAL_SECRET", secret);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use vitrine_wire::session::Named;

    use super::*;

    const NASTY: &[&str] = &[
        "no",
        "1e3",
        "0x1",
        "~",
        "!!python/object",
        "a: b # c",
        "\"><img src=x>",
        "'; rm -rf / #",
        "$(id) `id` ${HOME}",
        "back\\slash",
        "a\u{2028}b\u{85}c",
        "\u{202e}gnp.exe",
        "镜像 𝕏",
        "-",
        "{a: 1}",
    ];

    fn access(name: &str) -> AccessInfo {
        let named = || Named { id: name.to_owned(), name: name.to_owned() };
        AccessInfo {
            auth_url: "https://images.test/identity/v3".to_owned(),
            region: name.to_owned(),
            user: named(),
            user_domain: named(),
            project: named(),
            project_domain: named(),
        }
    }

    #[test]
    fn yaml_gives_back_every_name_as_a_text() {
        for name in NASTY {
            let text = clouds_yaml(&access(name), &Proof::Password);
            let read: Value = yaml_serde::from_str(&text).unwrap();
            let cloud = &read["clouds"]["vitrine"];
            assert_eq!(cloud["auth"]["username"], **name, "{text}");
            assert_eq!(cloud["auth"]["project_id"], **name, "{text}");
            assert_eq!(cloud["region_name"], **name, "{text}");
            assert_eq!(cloud["identity_api_version"], "3");
        }
    }

    #[test]
    fn a_shell_reads_back_every_name() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        for (at, name) in NASTY.iter().enumerate() {
            // The file names its own interpreter.
            let script = folder.path().join(at.to_string());
            let text = format!("{}printf %s \"$OS_USERNAME\"\n", openrc(&access(name), &Proof::Password));
            std::fs::write(&script, text).unwrap();
            std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
            let mut run = std::process::Command::new(&script);
            let output = run.stdin(std::process::Stdio::null()).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), **name);
        }
    }

    #[test]
    fn credentials_stand_in_for_the_password() {
        let proof = Proof::Credential { id: "an-id", secret: "s'ecret" };
        let text = clouds_yaml(&access("x"), &proof);
        assert!(text.contains("application_credential_secret: \"s'ecret\"") && !text.contains("username"));
        let text = openrc(&access("x"), &proof);
        assert!(
            text.contains(r"OS_APPLICATION_CREDENTIAL_SECRET='s'\''ecret'") && !text.contains("OS_PASSWORD")
        );
    }
}
