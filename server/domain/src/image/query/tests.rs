use proptest::prelude::*;

use super::*;

fn parse(query: &str) -> Result<ImageQuery> {
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    ImageQuery::parse(&pairs, PageLimits { default: 25, max: 1000 })
}

fn code(query: &str) -> &'static str {
    parse(query).map_or_else(|error| error.code(), |_| "fine")
}

#[test]
fn parameters_are_refused_by_name_when_wrong() {
    for (query, expected) in [
        ("limit=x", "error-not-integer"),
        ("limit=-1", "error-not-positive"),
        ("limit=0", "fine"),
        ("limit=99999999999999999999", "fine"),
        ("sort=name,size:asc", "fine"),
        ("sort=colour", "error-unknown-sort-key"),
        ("sort=name:up", "error-unknown-sort-direction"),
        ("sort=name&sort_key=size", "error-sort-mixed"),
        ("sort=name&sort_dir=asc", "error-sort-mixed"),
        ("sort_key=name&sort_key=size&sort_dir=asc", "fine"),
        ("sort_key=name&sort_key=size&sort_dir=asc&sort_dir=desc", "fine"),
        ("sort_key=name&sort_dir=asc&sort_dir=desc", "error-sort-count"),
        ("sort_key=password", "error-unknown-sort-key"),
        ("sort=name,name,name,name,name,name,name,name,name", "error-too-many"),
        ("visibility=all", "fine"),
        ("visibility=secret", "error-unknown-value"),
        ("member_status=all", "fine"),
        ("member_status=maybe", "error-unknown-value"),
        ("os_hidden=TRUE", "fine"),
        ("os_hidden=1", "error-unknown-value"),
        ("protected=true", "fine"),
        ("protected=True", "error-unknown-value"),
        ("name=in:a,b", "fine"),
        ("name=foo:bar", "error-unknown-operator"),
        ("name=eq:foo:bar", "fine"),
        ("name=in:\"a,b\",c", "fine"),
        ("name=in:\"a,b,c", "error-quotes"),
        ("name=in:\"a\"b", "error-quotes"),
        ("name=in:a\"b\"", "error-quotes"),
        ("created_at=gt:2026-11-22T05:17:48Z", "fine"),
        ("created_at=2026-11-22T05:17:48", "fine"),
        ("created_at=lte:2026-11-22", "fine"),
        ("created_at=after:2026-11-22", "error-unknown-operator"),
        ("created_at=gt:yesterday", "error-not-time"),
        ("size_min=10", "fine"),
        ("size_max=ten", "error-not-integer"),
        ("min_ram_min=10", "fine"),
        ("colour_min=10", "error-not-supported"),
        ("changes-since=2026-11-22", "error-not-supported"),
        ("deleted=true", "fine"),
        ("os_distro=debian", "fine"),
    ] {
        assert_eq!(code(query), expected, "{query}");
    }
}

#[test]
fn in_lists_keep_quoted_commas() {
    let query = parse("name=in:\"a,b\",c").unwrap();
    assert_eq!(query.filter.texts, [(TextColumn::Name, vec!["a,b".to_owned(), "c".to_owned()])]);
}

#[test]
fn limits_are_clamped_and_hidden_images_left_out() {
    let query = parse("limit=5000").unwrap();
    assert_eq!((query.limit, query.filter.hidden), (1000, Some(false)));
    assert_eq!(parse("").unwrap().limit, 25);
}

#[test]
fn other_names_are_properties_up_to_a_limit() {
    let many = |count: usize| (0..count).map(|n| format!("p{n}=v")).collect::<Vec<_>>().join("&");
    assert_eq!(parse(&many(32)).unwrap().filter.properties.len(), 32);
    assert_eq!(code(&many(33)), "error-too-many");
    let tags = |count: usize| vec!["tag=x"; count].join("&");
    assert_eq!((code(&tags(32)), code(&tags(33))), ("fine", "error-too-many"));
    let values = |count: usize| format!("name=in:{}", vec!["x"; count].join(","));
    assert_eq!((code(&values(256)), code(&values(257))), ("fine", "error-too-many"));
}

#[test]
fn every_order_is_made_total() {
    let keys = |query: &str| -> Vec<String> {
        let order = total_order(parse(query).unwrap().sort);
        order.iter().map(|by| format!("{}:{}", by.key, by.direction)).collect()
    };
    assert_eq!(keys(""), ["created_at:desc", "id:desc"]);
    assert_eq!(keys("sort=name:asc"), ["name:asc", "created_at:asc", "id:asc"]);
    assert_eq!(keys("sort=name:asc,size:desc"), ["name:asc", "size:desc", "created_at:desc", "id:desc"]);
    assert_eq!(keys("sort=id:asc,name"), ["id:asc"]);
}

proptest! {
    #[test]
    fn reading_never_panics(key in "(name|limit|sort|created_at|size_min|x)", value in "[a-z0-9:,\"T-]{0,30}") {
        let _ = parse(&format!("{key}={value}"));
    }
}
