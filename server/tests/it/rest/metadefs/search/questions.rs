//! What may stand in a question, and what may not.

use super::{SEARCH, catalog, found, search};

#[tokio::test]
async fn nothing_in_a_question_is_an_operator() {
    let (_app, admin) = catalog().await;
    for q in [
        "\"",
        "*",
        "'",
        "\\",
        "!",
        "&",
        "|",
        "()",
        "<->",
        ":*",
        "NEAR",
        "NEAR(a b)",
        "a AND",
        "OR",
        "NOT x",
        "name_words:cpu",
        "^cpu",
        "{a b}: c",
        "cpu*",
        "\"cpu",
        "cpu'",
        "cpu\\",
        "cpu\0policy",
        "\0",
        "a:b:c",
        "'; DROP TABLE metadef_search; --",
        "cpu & !policy",
        "绑\"定",
        "¶",
        "a + b",
        "-cpu",
        "%",
        "_",
        "\u{fffd}",
        "İ",
        "ß",
        "ﬁ",
        "१२",
        "é",
        "🦀 cpu",
        "$1",
        "?1",
    ] {
        let answer = search(&admin, &[("q", q)]).await;
        let told = ["q must hold a letter or a digit", "'q' is not valid UTF-8"];
        let is_clear = answer.status == 400 && told.iter().any(|text| answer.text().contains(text));
        assert!(answer.status == 200 || is_clear, "{q:?}: {} {}", answer.status, answer.text());
    }
    for q in ["cpu* policy", "\"cpu\" -policy", "cpu & policy", "(cpu) : policy"] {
        assert_eq!(found(&admin, &[("q", q)]).await, ["property cpu_policy"], "{q:?}");
    }
}

#[tokio::test]
async fn mistakes_are_told() {
    let (_app, admin) = catalog().await;
    let (long, many) = ("x".repeat(201), "x ".repeat(17));
    for (query, fragment) in [
        (vec![], "q must hold"),
        (vec![("q", "")], "q must hold"),
        (vec![("q", long.as_str())], "q is longer than 200"),
        (vec![("q", many.as_str())], "q holds more than 16"),
        (vec![("q", "x"), ("kind", "image")], "kind"),
        (vec![("q", "x"), ("type", "text")], "type"),
        (vec![("q", "x"), ("limit", "101")], "limit"),
        (vec![("q", "x"), ("offset", "1")], "offset"),
    ] {
        search(&admin, &query).await.refused(400, fragment, fragment);
    }
    let answer = admin.get(SEARCH).header("accept-language", "zh-CN").await;
    answer.refused(400, "q 必须包含", "in Chinese");
}
