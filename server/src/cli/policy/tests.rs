use super::*;

fn settings(rules: &str) -> (tempfile::TempDir, Settings) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("policy.yaml");
    std::fs::write(&path, rules).unwrap();
    let mut settings = Settings::default();
    settings.policy.file = Some(path);
    (dir, settings)
}

#[test]
fn a_check_names_the_setting_the_file_the_rule_and_the_place() {
    let (dir, good) = settings("modify_image: '!'");
    let outcome = PolicyCommand::Check { file: None }.run(&good).unwrap();
    assert!(outcome.ends_with("those shipped: 1.\n"), "{outcome}");
    let other = dir.path().join("other.yaml");
    std::fs::write(&other, "modify_image: 'role:a and and'").unwrap();
    let error = PolicyCommand::Check { file: Some(other.clone()) }.run(&good).unwrap_err();
    let expected = format!(
        "policy.file: {}: rule modify_image: `and` is not a check of the form kind:match (at character 12)",
        other.display()
    );
    assert_eq!(format!("{error:#}"), expected);
    let missing = dir.path().join("missing");
    let error = PolicyCommand::Check { file: Some(missing) }.run(&good).unwrap_err();
    assert!(format!("{error:#}").contains("missing cannot be read"), "{error:#}");
}

#[test]
fn a_bad_protection_file_is_told_from_a_bad_policy() {
    let (dir, mut settings) = settings("{}");
    let path = dir.path().join("protection.conf");
    std::fs::write(&path, "[x(]\n").unwrap();
    settings.images.property_protection_file = Some(path);
    let error = PolicyCommand::Check { file: None }.run(&settings).unwrap_err();
    assert!(format!("{error:#}").starts_with("images.property_protection_file: "), "{error:#}");
}

#[test]
fn the_list_tells_where_rules_come_from() {
    let (_dir, settings) =
        settings("modify_image: 'role:editor or (@ and !)'\neditor: '!'\nget_task: 'rule:editor'");
    let list = PolicyCommand::List.run(&settings).unwrap();
    for line in [
        "modify_image\tproject\toperator\trole:editor or @ and !",
        "get_images\tproject\tshipped\trule:admin_or_project_reader",
        "identity:create_user\tany\tshipped\trule:context_is_admin",
        "editor\t-\toperator\t!",
    ] {
        assert!(list.lines().any(|found| found == line), "{line}\n{list}");
    }
}

#[test]
fn an_explanation_shows_each_part_with_its_verdict() {
    let (_dir, settings) = settings("modify_image: 'role:editor and not ''gold'':%(tier)s'");
    let explain = |who: &str, target: &str| {
        let (rule, who, target) = ("modify_image".to_owned(), who.to_owned(), target.to_owned());
        PolicyCommand::Explain { rule, who, target }.run(&settings).unwrap()
    };
    assert_eq!(
        explain("roles=reader,editor,project=p", "owner=p,tier=gold"),
        "modify_image: denied\n\
         no  rule:modify_image\n\
         no    all of\n\
         yes     role:editor\n\
         no      not\n\
         yes       'gold':%(tier)s\n"
    );
    assert!(explain("roles=editor,project=p", "tier=tin").starts_with("modify_image: allowed\nyes rule"));
    let system = explain("roles=editor,scope=system", "");
    assert!(
        system.starts_with("modify_image: denied\nThe rule accepts tokens for a project only"),
        "{system}"
    );
}

#[test]
fn slips_in_a_question_are_told() {
    let (_dir, settings) = settings("{}");
    let ask = |rule: &str, who: &str| {
        let (rule, who) = (rule.to_owned(), who.to_owned());
        let outcome = PolicyCommand::Explain { rule, who, target: String::new() }.run(&settings);
        format!("{:#}", outcome.unwrap_err())
    };
    assert!(ask("get_imge", "roles=a").contains("there is no rule named get_imge"));
    assert!(ask("get_image", "member").contains("not of the form key=value"));
    assert!(ask("get_image", "role=member").contains("`role` is none of"));
    assert!(ask("get_image", "project=p,scope=system").contains("the scope is one of"));
}

#[test]
fn the_sample_is_a_policy_file_that_changes_nothing() {
    let text = PolicyCommand::Sample.run(&Settings::default()).unwrap();
    assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')));
    assert!(text.contains("\n#modify_image: \"rule:admin_or_project_member\"\n"));
    let (_dir, settings) = settings(&text);
    let outcome = PolicyCommand::Check { file: None }.run(&settings).unwrap();
    assert!(outcome.ends_with("those shipped: 0.\n"), "{outcome}");
}
