//! What can be chosen: the definitions for a type of resource, by namespace and object.

use std::collections::BTreeMap;

use vitrine_wire::metadef::{Document, PropertyDefinition};

/// Names a definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafId {
    pub namespace: String,
    pub object: Option<String>,
    pub name: String,
}

/// A property that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    pub id: LeafId,
    /// What resources call it: with the prefix.
    pub key: String,
    pub title: String,
    /// What its namespace is called.
    pub namespace_title: String,
    pub is_required: bool,
    pub definition: PropertyDefinition,
}

/// A namespace or an object, with what is below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    pub namespace: String,
    pub title: String,
    pub leaves: Vec<Leaf>,
    /// Objects with their properties.
    pub objects: Vec<(String, Vec<Leaf>)>,
}

impl Branch {
    /// How many properties there are below.
    #[must_use]
    pub fn count(&self) -> usize {
        self.leaves.len() + self.objects.iter().map(|(_, leaves)| leaves.len()).sum::<usize>()
    }
}

/// All definitions for a type of resource.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    leaves: Vec<Leaf>,
    /// Where in `leaves` the definitions of a key are; keys in small letters.
    by_key: BTreeMap<String, Vec<usize>>,
}

fn filled(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).cloned()
}

impl Catalog {
    /// What the namespaces offer for a type of resource, and for one of its sets of properties if it has
    /// several.
    #[must_use]
    pub fn of(documents: &[Document], resource_type: &str, target: Option<&str>) -> Self {
        let mut leaves = Vec::new();
        for document in documents {
            let associations = document.resource_type_associations.iter();
            let wanted = associations
                .filter(|it| it.name == resource_type && it.properties_target.as_deref() == target);
            for association in wanted {
                leaves_of(document, association.prefix.as_deref().unwrap_or_default(), &mut leaves);
            }
        }
        leaves.sort_by_cached_key(|leaf: &Leaf| {
            let title = |text: &str| text.to_lowercase();
            (
                title(&leaf.namespace_title),
                leaf.id.namespace.clone(),
                leaf.id.object.clone(),
                title(&leaf.title),
                leaf.key.clone(),
            )
        });
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, leaf) in leaves.iter().enumerate() {
            by_key.entry(leaf.key.to_lowercase()).or_default().push(at);
        }
        Self { leaves, by_key }
    }

    #[must_use]
    pub fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    #[must_use]
    pub fn get(&self, id: &LeafId) -> Option<&Leaf> {
        self.leaves.iter().find(|leaf| leaf.id == *id)
    }

    /// The definitions of a key: those that spell it so, else those that spell it in other letters.
    #[must_use]
    pub fn of_key(&self, key: &str) -> Vec<&Leaf> {
        let found = self.by_key.get(&key.to_lowercase()).into_iter().flatten();
        let alike: Vec<&Leaf> = found.filter_map(|at| self.leaves.get(*at)).collect();
        let same: Vec<&Leaf> = alike.iter().copied().filter(|leaf| leaf.key == key).collect();
        if same.is_empty() { alike } else { same }
    }

    /// The definitions that hold a text in what they say or are called, as a tree.
    pub(super) fn tree(&self, query: &str, is_wanted: impl Fn(&Leaf) -> bool) -> Vec<Branch> {
        let query = query.trim().to_lowercase();
        let mut branches: Vec<Branch> = Vec::new();
        for leaf in self.leaves.iter().filter(|leaf| is_wanted(leaf) && leaf.holds(&query)) {
            if branches.last().is_none_or(|branch| branch.namespace != leaf.id.namespace) {
                branches.push(Branch {
                    namespace: leaf.id.namespace.clone(),
                    title: leaf.namespace_title.clone(),
                    leaves: Vec::new(),
                    objects: Vec::new(),
                });
            }
            let Some(branch) = branches.last_mut() else { continue };
            match &leaf.id.object {
                None => branch.leaves.push(leaf.clone()),
                Some(object) => match branch.objects.last_mut().filter(|(name, _)| name == object) {
                    Some((_, leaves)) => leaves.push(leaf.clone()),
                    None => branch.objects.push((object.clone(), vec![leaf.clone()])),
                },
            }
        }
        branches
    }
}

impl Leaf {
    fn holds(&self, query: &str) -> bool {
        let has = |text: &str| text.to_lowercase().contains(query);
        query.is_empty()
            || has(&self.title)
            || has(&self.key)
            || has(&self.namespace_title)
            || has(&self.id.namespace)
            || self.id.object.as_deref().is_some_and(has)
            || self.definition.common().description.as_deref().is_some_and(has)
    }
}

fn leaves_of(document: &Document, prefix: &str, leaves: &mut Vec<Leaf>) {
    let namespace_title =
        filled(document.display_name.as_ref()).unwrap_or_else(|| document.namespace.clone());
    let leaf = |object: Option<&String>, name: &String, definition: &PropertyDefinition, is_required| Leaf {
        id: LeafId { namespace: document.namespace.clone(), object: object.cloned(), name: name.clone() },
        key: format!("{prefix}{name}"),
        title: filled(definition.common().title.as_ref()).unwrap_or_else(|| name.clone()),
        namespace_title: namespace_title.clone(),
        is_required,
        definition: definition.clone(),
    };
    leaves.extend(document.properties.iter().map(|(name, definition)| leaf(None, name, definition, false)));
    for object in &document.objects {
        let inner = object.properties.iter();
        leaves.extend(inner.map(|(name, definition)| {
            leaf(Some(&object.name), name, definition, object.required.contains(name))
        }));
    }
}
