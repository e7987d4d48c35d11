//! How the OpenAPI document describes a definition.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};

use super::PropertyDefinition;
use crate::metadef::PropertyType;

impl utoipa::PartialSchema for PropertyDefinition {
    fn schema() -> RefOr<Schema> {
        let plain = |kind: Type| ObjectBuilder::new().schema_type(SchemaType::Type(kind)).build();
        let texts = || ArrayBuilder::new().items(plain(Type::String)).build();
        let any = || ObjectBuilder::new().schema_type(SchemaType::AnyValue).build();
        let kinds = PropertyType::ALL.iter().map(|kind| kind.as_str());
        let kind = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some(kinds));
        let items = ObjectBuilder::new()
            .property("type", plain(Type::String))
            .property("enum", ArrayBuilder::new().items(any()).build());
        let mut object = ObjectBuilder::new()
            .description(Some("The definition of a property"))
            .property("type", kind.build())
            .property("title", plain(Type::String))
            .property("description", plain(Type::String))
            .property("operators", texts())
            .property("default", any())
            .property("readonly", plain(Type::Boolean))
            .property("required", texts())
            .property("enum", ArrayBuilder::new().items(any()).build())
            .property("pattern", plain(Type::String))
            .property("items", items.build())
            .required("type");
        for name in ["minimum", "maximum"] {
            object = object.property(name, plain(Type::Number));
        }
        for name in ["minLength", "maxLength", "minItems", "maxItems"] {
            object = object.property(name, plain(Type::Integer));
        }
        for name in ["uniqueItems", "additionalItems"] {
            object = object.property(name, plain(Type::Boolean));
        }
        object.build().into()
    }
}

impl utoipa::ToSchema for PropertyDefinition {}
