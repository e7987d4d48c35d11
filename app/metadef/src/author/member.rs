//! A definition as a form: what each control shows, and what becomes of what is entered.
//!
//! Entering what a control shows changes nothing. Members that the type has no use for stay in the
//! definition (they are astray, not lost) until they are removed.

use serde_json::{Map, Number, Value};
use vitrine_wire::metadef::{DefinitionFault, PropertyDefinition, PropertyType, Unknown};

/// A member of a definition that has a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    Type,
    Title,
    Description,
    Default,
    Enum,
    Operators,
    Readonly,
    Minimum,
    Maximum,
    MinLength,
    MaxLength,
    Pattern,
    ItemsType,
    ItemsEnum,
    MinItems,
    MaxItems,
    UniqueItems,
    AdditionalItems,
}

/// What a control holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    Nothing,
    Text(String),
    Flag(bool),
    List(Vec<String>),
}

/// Why something cannot be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Not one of the types.
    Type,
    /// No number.
    Number,
    /// No whole number.
    Integer,
    /// No whole number from zero on.
    Count,
    /// Neither true nor false.
    Boolean,
    /// No JSON of the type.
    Json,
    /// A control holds something of another sort.
    Control,
}

impl Unfit {
    /// The stable word for messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Count => "count",
            Self::Boolean => "boolean",
            Self::Json => "json",
            Self::Control => "control",
        }
    }
}

impl Member {
    /// In the order of the form.
    pub const ALL: [Self; 18] = [
        Self::Type,
        Self::Title,
        Self::Description,
        Self::Default,
        Self::Enum,
        Self::Operators,
        Self::Readonly,
        Self::Minimum,
        Self::Maximum,
        Self::MinLength,
        Self::MaxLength,
        Self::Pattern,
        Self::ItemsType,
        Self::ItemsEnum,
        Self::MinItems,
        Self::MaxItems,
        Self::UniqueItems,
        Self::AdditionalItems,
    ];

    /// Where it stands in the definition.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Title => "title",
            Self::Description => "description",
            Self::Default => "default",
            Self::Enum => "enum",
            Self::Operators => "operators",
            Self::Readonly => "readonly",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
            Self::ItemsType => "items.type",
            Self::ItemsEnum => "items.enum",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::AdditionalItems => "additionalItems",
        }
    }

    /// Has a definition of this type a use for it?
    #[must_use]
    pub const fn fits(self, kind: PropertyType) -> bool {
        match self {
            Self::Type
            | Self::Title
            | Self::Description
            | Self::Default
            | Self::Operators
            | Self::Readonly => true,
            Self::Enum => matches!(kind, PropertyType::String | PropertyType::Integer | PropertyType::Number),
            Self::Minimum | Self::Maximum => matches!(kind, PropertyType::Integer | PropertyType::Number),
            Self::MinLength | Self::MaxLength | Self::Pattern => matches!(kind, PropertyType::String),
            Self::ItemsType
            | Self::ItemsEnum
            | Self::MinItems
            | Self::MaxItems
            | Self::UniqueItems
            | Self::AdditionalItems => matches!(kind, PropertyType::Array),
        }
    }

    /// What the control shows.
    #[must_use]
    pub fn shown(self, definition: &PropertyDefinition) -> Entered {
        match value_at(&definition.to_map(), self.name()) {
            None => Entered::Nothing,
            Some(Value::Bool(flag)) if self.is_flag() => Entered::Flag(*flag),
            Some(Value::Array(items)) => Entered::List(items.iter().map(said).collect()),
            Some(value) => Entered::Text(said(value)),
        }
    }

    /// The definition with what was entered.
    ///
    /// # Errors
    ///
    /// If it is nothing for this member.
    pub fn enter(
        self,
        definition: &PropertyDefinition,
        entered: &Entered,
    ) -> Result<PropertyDefinition, Unfit> {
        if self.shown(definition) == *entered {
            return Ok(definition.clone());
        }
        let mut map = definition.to_map();
        let before = value_at(&map, self.name()).cloned();
        let value = self.value(definition, before.as_ref(), entered)?;
        put_at(&mut map, self.name(), value);
        PropertyDefinition::read(&Value::Object(map), Unknown::Keep).map_err(|fault| self.unfit(&fault))
    }

    fn unfit(self, _: &DefinitionFault) -> Unfit {
        match self {
            Self::Type | Self::ItemsType => Unfit::Type,
            _ => Unfit::Control,
        }
    }

    const fn is_flag(self) -> bool {
        matches!(self, Self::Readonly | Self::UniqueItems | Self::AdditionalItems)
    }

    fn value(
        self,
        definition: &PropertyDefinition,
        before: Option<&Value>,
        entered: &Entered,
    ) -> Result<Option<Value>, Unfit> {
        let items = match definition {
            PropertyDefinition::Array(it) => it.items.as_ref().and_then(|items| items.kind),
            _ => None,
        };
        let items = items.unwrap_or(PropertyType::String);
        Ok(Some(match (self, entered) {
            (_, Entered::Nothing) => return Ok(None),
            (Self::Readonly | Self::UniqueItems | Self::AdditionalItems, Entered::Flag(flag)) => {
                Value::from(*flag)
            }
            (Self::Type | Self::ItemsType, Entered::Text(word)) => {
                PropertyType::parse(word).ok_or(Unfit::Type)?.as_str().into()
            }
            (Self::Title | Self::Description | Self::Pattern, Entered::Text(text)) => text.as_str().into(),
            (Self::Minimum | Self::Maximum, Entered::Text(text)) => Value::Number(number(text)?),
            (Self::MinLength | Self::MaxLength | Self::MinItems | Self::MaxItems, Entered::Text(text)) => {
                text.trim().parse::<u64>().map_err(|_| Unfit::Count)?.into()
            }
            (Self::Operators, Entered::List(words)) => words.clone().into(),
            (Self::Enum, Entered::List(words)) => list(definition.kind(), before, words)?,
            (Self::ItemsEnum, Entered::List(words)) => list(items, before, words)?,
            (Self::Default, Entered::List(words)) => list(items, before, words)?,
            (Self::Default, Entered::Text(text)) => typed(definition.kind(), text)?,
            _ => return Err(Unfit::Control),
        }))
    }
}

/// Values of what stands in a list. A word that stood there before keeps the value that it stood for.
fn list(kind: PropertyType, before: Option<&Value>, words: &[String]) -> Result<Value, Unfit> {
    let known = before.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let value = |word: &String| match known.iter().find(|value| said(value) == *word) {
        Some(value) => Ok(value.clone()),
        None => typed(kind, word),
    };
    words.iter().map(value).collect::<Result<Vec<_>, _>>().map(Value::Array)
}

/// A text as a value of a type.
fn typed(kind: PropertyType, text: &str) -> Result<Value, Unfit> {
    match kind {
        PropertyType::String => Ok(text.into()),
        PropertyType::Integer => {
            let number = number(text).map_err(|_| Unfit::Integer)?;
            let is_whole = number.as_f64().is_some_and(|number| number.fract() == 0.0);
            if is_whole { Ok(Value::Number(number)) } else { Err(Unfit::Integer) }
        }
        PropertyType::Number => number(text).map(Value::Number),
        PropertyType::Boolean => match text.trim() {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            _ => Err(Unfit::Boolean),
        },
        PropertyType::Array => json(text, Value::is_array),
        PropertyType::Object => json(text, Value::is_object),
    }
}

fn number(text: &str) -> Result<Number, Unfit> {
    let text = text.trim();
    serde_json::from_str(text.strip_prefix('+').unwrap_or(text)).map_err(|_| Unfit::Number)
}

fn json(text: &str, is_right: impl Fn(&Value) -> bool) -> Result<Value, Unfit> {
    serde_json::from_str(text).ok().filter(is_right).ok_or(Unfit::Json)
}

/// A value in a control: texts as they are, others as JSON.
fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn value_at<'a>(map: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        Some((outer, inner)) => map.get(outer)?.get(inner),
        None => map.get(path),
    }
}

fn put_at(map: &mut Map<String, Value>, path: &str, value: Option<Value>) {
    let (map, name) = match path.split_once('.') {
        None => (map, path),
        Some((outer, inner)) => {
            let there = map.entry(outer).or_insert_with(|| Value::Object(Map::new()));
            match there {
                Value::Object(items) => (items, inner),
                // A definition's items are an object wherever they are read.
                _ => return,
            }
        }
    };
    match value {
        Some(value) => map.insert(name.to_owned(), value),
        None => map.remove(name),
    };
}
