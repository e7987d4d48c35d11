//! Settings: what is refused, and what is shown.

use super::*;

fn load(toml: &str) -> Result<Settings, ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("vitrine.toml");
    std::fs::write(&file, toml).unwrap();
    Settings::load(Some(&file), &Flags::default())
}

#[test]
fn mistakes_name_the_key() {
    let message = |toml: &str| load(toml).unwrap_err().to_string();
    assert!(message("[http]\nlisten = \"here\"").contains("http.listen"));
    assert!(message("[http]\nlistn = \"x\"").contains("listn"));
    assert!(message("[images]\napi_limit_max = 0").contains("images.api_limit_max"));
    assert!(message("[images]\nimage_size_cap = \"big\"").contains("image_size_cap"));
    assert!(message("[database]\nurl = \"mysql://x\"").contains("database.url"));
    assert!(message("[log]\nfilter = \"a=b=c\"").contains("log.filter"));
}

#[test]
fn flags_win_over_files() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("vitrine.toml"), "[http]\nlisten = \"127.0.0.1:1\"").unwrap();
    let mut flags = Flags { data_dir: Some(dir.path().to_owned()), listen: None };
    assert_eq!(Settings::load(None, &flags).unwrap().http.listen, "127.0.0.1:1");
    flags.listen = Some("127.0.0.1:2".to_owned());
    assert_eq!(Settings::load(None, &flags).unwrap().http.listen, "127.0.0.1:2");
}

#[test]
fn secrets_are_not_shown() {
    let settings = load("[database]\nurl = \"postgres://vitrine:hunter22@db/vitrine\"").unwrap();
    let shown = settings.show().unwrap();
    assert!(shown.contains("postgres://vitrine:***@db/vitrine"), "{shown}");
    assert!(!shown.contains("hunter22"));
}

#[test]
fn a_keystone_needs_an_address_and_one_way_to_log_in() {
    let message = |toml: &str| {
        load(&format!("[identity]\nmode = \"keystone\"\n[keystone]\n{toml}")).unwrap_err().to_string()
    };
    assert!(message("").contains("keystone.auth_url"));
    assert!(message("auth_url = \"keystone\"").contains("keystone.auth_url"));
    let url = "auth_url = \"http://k:5000/v3\"\n";
    assert!(message(url).contains("keystone.username"));
    assert!(message(&format!("{url}username = \"v\"")).contains("keystone.password"));
    assert!(message(&format!("{url}username = \"v\"\npassword = \" \"")).contains("keystone.password"));
    let both = format!("{url}username = \"v\"\npassword = \"p\"\napplication_credential_id = \"i\"");
    assert!(message(&both).contains("keystone.username"));
    let user = format!("{url}username = \"v\"\npassword = \"p\"\n");
    assert!(message(&format!("{user}interface = \"inside\"")).contains("keystone.interface"));
    for wrong in ["\"False\"", "\"false\"", "0", "\"no\""] {
        let text = message(&format!("{user}insecure = {wrong}"));
        assert!(text.contains("insecure") && text.contains("true or false"), "{wrong}: {text}");
    }
    let settings = load(&format!("[identity]\nmode = \"keystone\"\n[keystone]\n{user}")).unwrap();
    assert_eq!(settings.keystone.base().unwrap(), "http://k:5000");
}

#[test]
fn secrets_of_the_keystone_are_not_shown() {
    let settings =
        load("[keystone]\npassword = \"hunter22\"\napplication_credential_secret = \"hunter22\"").unwrap();
    let shown = settings.show().unwrap();
    assert!(!shown.contains("hunter22") && shown.contains("password = \"***\""), "{shown}");
    assert!(!format!("{settings:?}").contains("hunter22"));
}

#[test]
fn proxies_are_addresses_or_networks() {
    let with = |peers: &str| load(&format!("[identity]\nmode = \"proxy\"\n[proxy]\npeers = {peers}"));
    assert!(with("[\"10.0.0.5\", \"fd00::/8\"]").is_ok());
    for wrong in ["[]", "[\"proxy.example\"]", "[\"10.0.0.0/40\"]"] {
        assert!(with(wrong).unwrap_err().to_string().contains("proxy.peers"), "{wrong}");
    }
}

#[test]
fn no_authentication_on_an_open_address_must_be_said_twice() {
    let load = |listen: &str, setting: bool, flag: bool| {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("vitrine.toml");
        let text =
            format!("[identity]\nmode = \"none\"\nnone_anywhere = {setting}\n[http]\nlisten = \"{listen}\"");
        std::fs::write(&file, text).unwrap();
        Settings::load(Some(&file), &Flags::default()).unwrap().check_exposure(flag)
    };
    for (listen, setting, flag, is_fine) in [
        ("127.0.0.1:1", false, false, true),
        ("[::1]:1", false, false, true),
        ("0.0.0.0:1", false, false, false),
        ("0.0.0.0:1", true, false, false),
        ("0.0.0.0:1", false, true, false),
        ("[::]:1", true, false, false),
        ("0.0.0.0:1", true, true, true),
    ] {
        assert_eq!(load(listen, setting, flag).is_ok(), is_fine, "{listen} {setting} {flag}");
    }
}

#[test]
fn the_committed_reference_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/settings.md");
    let committed = std::fs::read_to_string(path).unwrap();
    assert_eq!(committed, Settings::docs().unwrap(), "run `vitrine config docs > docs/settings.md`");
}
