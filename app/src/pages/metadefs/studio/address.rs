//! What is selected, as a text for the page's address.

use vitrine_metadef::author::{Place, Selection};

/// `/` parts an object from its property, so in names it is written otherwise.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

/// The selection as a text.
#[must_use]
pub fn write(selection: &Selection) -> String {
    match selection {
        Selection::Namespace => "namespace".to_owned(),
        Selection::Property { at: Place::Namespace, name } => format!("property/{}", escaped(name)),
        Selection::Property { at: Place::Object(of), name } => {
            format!("object/{}/{}", escaped(of), escaped(name))
        }
        Selection::Object(name) => format!("object/{}", escaped(name)),
        Selection::Tag(name) => format!("tag/{}", escaped(name)),
        Selection::Association(name) => format!("type/{}", escaped(name)),
        Selection::Translation(language) => format!("language/{}", escaped(language)),
    }
}

/// The selection that a text says; the namespace for what says none.
#[must_use]
pub fn read(text: &str) -> Selection {
    let parts: Vec<String> = text.split('/').map(unescaped).collect();
    match parts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["property", name] => Selection::property(name),
        ["object", name] => Selection::Object(name.to_owned()),
        ["object", of, name] => {
            Selection::Property { at: Place::Object(of.to_owned()), name: name.to_owned() }
        }
        ["tag", name] => Selection::Tag(name.to_owned()),
        ["type", name] => Selection::Association(name.to_owned()),
        ["language", name] => Selection::Translation(name.to_owned()),
        _ => Selection::Namespace,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selections_read_back_as_they_were_written() {
        for selection in [
            Selection::Namespace,
            Selection::property("a/b~1c"),
            Selection::Property { at: Place::Object("o/~".into()), name: "p~0".into() },
            Selection::Object("NUMA layout".into()),
            Selection::Tag("t".into()),
            Selection::Association("OS::Glance::Image".into()),
            Selection::Translation("zh-CN".into()),
        ] {
            assert_eq!(read(&write(&selection)), selection);
        }
        assert_eq!(read("nonsense"), Selection::Namespace);
    }
}
