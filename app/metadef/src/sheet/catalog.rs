//! What may be set on resources of a type: namespaces, their objects, their properties.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use vitrine_wire::metadef::{AssociationDocument, Document, ObjectDocument, PropertyDefinition};

use crate::values::Judge;

/// Which definition is meant, whatever its prefix and its place in the catalog.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    pub namespace: String,
    pub object: Option<String>,
    /// Without the prefix.
    pub name: String,
}

/// A namespace, or an object in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Branch {
    pub namespace: String,
    pub object: Option<String>,
}

/// A property that may be set.
#[derive(Debug)]
pub struct Leaf {
    pub origin: Origin,
    /// What it is called on the resource.
    pub key: String,
    /// The title, or the key where there is none.
    pub label: String,
    pub description: Option<String>,
    pub namespace_label: String,
    /// The object that holds it requires it.
    pub is_required: bool,
    /// The key is defined more than once.
    pub is_shared: bool,
    pub(super) judge: Judge,
    /// What a search looks at, in lower case.
    pub(super) haystack: String,
    /// What may be chosen, where values are counted up.
    pub(super) options: Vec<String>,
    /// What is stored when the default is taken.
    pub(super) default: Option<String>,
}

/// A node with what hangs beneath it, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Leaf(Arc<Leaf>),
    Branch { at: Branch, label: String, description: Option<String>, nodes: Vec<Node> },
}

/// The tree of a type of resource.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    nodes: Vec<Node>,
    leaves: Vec<Arc<Leaf>>,
    /// Places in `leaves`, by key in lower case.
    by_key: HashMap<String, Vec<usize>>,
}

impl PartialEq for Leaf {
    fn eq(&self, other: &Self) -> bool {
        let told = |it: &Self| {
            (it.origin.clone(), it.key.clone(), it.namespace_label.clone(), it.is_required, it.is_shared)
        };
        self.definition() == other.definition() && told(self) == told(other)
    }
}

impl Leaf {
    #[must_use]
    pub fn definition(&self) -> &PropertyDefinition {
        self.judge.definition()
    }

    #[must_use]
    pub fn default(&self) -> Option<&str> {
        self.default.as_deref()
    }

    /// What may be chosen; empty where anything may be.
    #[must_use]
    pub fn options(&self) -> &[String] {
        &self.options
    }

    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.definition().common().readonly == Some(true)
    }

    #[must_use]
    pub fn branch(&self) -> Branch {
        Branch { namespace: self.origin.namespace.clone(), object: self.origin.object.clone() }
    }
}

impl Node {
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Leaf(leaf) => &leaf.label,
            Self::Branch { label, .. } => label,
        }
    }

    fn collect<'a>(&'a self, into: &mut Vec<&'a Arc<Leaf>>) {
        match self {
            Self::Leaf(leaf) => into.push(leaf),
            Self::Branch { nodes, .. } => nodes.iter().for_each(|node| node.collect(into)),
        }
    }

    /// The properties beneath it, itself included.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Arc<Leaf>> {
        let mut leaves = Vec::new();
        self.collect(&mut leaves);
        leaves
    }
}

impl Catalog {
    /// What the documents define for a type of resource. Where a type has several sets of properties,
    /// `target` says which one is meant.
    #[must_use]
    pub fn of(documents: &[Document], resource_type: &str, target: Option<&str>) -> Self {
        let fits = |it: &&AssociationDocument| {
            it.name == resource_type && (target.is_none() || it.properties_target.as_deref() == target)
        };
        let mut nodes: Vec<Node> = documents
            .iter()
            .filter_map(|document| {
                let association = document.resource_type_associations.iter().find(fits)?;
                Some(namespace(document, association.prefix.as_deref().unwrap_or_default()))
            })
            .collect();
        nodes.sort_by(by_label);
        Self::with(nodes)
    }

    fn with(mut nodes: Vec<Node>) -> Self {
        let mut uses: HashMap<String, usize> = HashMap::new();
        for leaf in nodes.iter().flat_map(Node::leaves) {
            *uses.entry(leaf.key.to_lowercase()).or_default() += 1;
        }
        nodes.iter_mut().for_each(|node| mark_shared(node, &uses));
        let leaves: Vec<Arc<Leaf>> = nodes.iter().flat_map(Node::leaves).cloned().collect();
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, leaf) in leaves.iter().enumerate() {
            by_key.entry(leaf.key.to_lowercase()).or_default().push(index);
        }
        Self { nodes, leaves, by_key }
    }

    /// The namespaces.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    #[must_use]
    pub fn leaves(&self) -> &[Arc<Leaf>] {
        &self.leaves
    }

    /// The node at a place.
    #[must_use]
    pub fn find(&self, at: &Branch) -> Option<&Node> {
        let is = |node: &&Node, wanted: &Branch| matches!(node, Node::Branch { at, .. } if at == wanted);
        let namespace = Branch { namespace: at.namespace.clone(), object: None };
        let node = self.nodes.iter().find(|node| is(node, &namespace))?;
        match (node, &at.object) {
            (Node::Branch { nodes, .. }, Some(_)) => nodes.iter().find(|node| is(node, at)),
            _ => Some(node),
        }
    }

    #[must_use]
    pub fn leaf(&self, origin: &Origin) -> Option<&Arc<Leaf>> {
        self.leaves.iter().find(|leaf| leaf.origin == *origin)
    }

    /// What defines a key. Those that spell it the same way come first: others differ in case only.
    #[must_use]
    pub fn definitions(&self, key: &str) -> Vec<&Arc<Leaf>> {
        let found = self.by_key.get(&key.to_lowercase());
        let mut leaves: Vec<_> = found.into_iter().flatten().filter_map(|at| self.leaves.get(*at)).collect();
        leaves.sort_by_key(|leaf| leaf.key != key);
        leaves
    }
}

fn mark_shared(node: &mut Node, uses: &HashMap<String, usize>) {
    match node {
        Node::Leaf(leaf) => {
            if let Some(leaf) = Arc::get_mut(leaf) {
                leaf.is_shared = uses.get(&leaf.key.to_lowercase()).is_some_and(|count| *count > 1);
            }
        }
        Node::Branch { nodes, .. } => nodes.iter_mut().for_each(|node| mark_shared(node, uses)),
    }
}

/// Where leaves grow.
struct Soil<'a> {
    at: Branch,
    prefix: &'a str,
    namespace_label: &'a str,
    object: Option<&'a ObjectDocument>,
}

fn namespace(document: &Document, prefix: &str) -> Node {
    let label = said(document.display_name.as_deref()).unwrap_or(&document.namespace);
    let at = Branch { namespace: document.namespace.clone(), object: None };
    let soil = Soil { at: at.clone(), prefix, namespace_label: label, object: None };
    let own = document.properties.iter().map(|(name, definition)| leaf(&soil, name, definition));
    let objects = document.objects.iter().map(|object| {
        let at = Branch { namespace: document.namespace.clone(), object: Some(object.name.clone()) };
        let soil = Soil { at: at.clone(), prefix, namespace_label: label, object: Some(object) };
        let leaves = object.properties.iter().map(|(name, definition)| leaf(&soil, name, definition));
        Node::Branch {
            at,
            label: object.name.clone(),
            description: object.description.clone(),
            nodes: sorted(leaves.collect()),
        }
    });
    let nodes = sorted(own.chain(objects).collect());
    Node::Branch { at, label: label.to_owned(), description: document.description.clone(), nodes }
}

fn leaf(soil: &Soil<'_>, name: &str, definition: &PropertyDefinition) -> Node {
    let Branch { namespace, object } = soil.at.clone();
    let key = format!("{}{name}", soil.prefix);
    let common = definition.common();
    let label = said(common.title.as_deref()).unwrap_or(&key).to_owned();
    let parts = [
        label.as_str(),
        &key,
        common.description.as_deref().unwrap_or_default(),
        &namespace,
        soil.namespace_label,
        object.as_deref().unwrap_or_default(),
    ];
    Node::Leaf(Arc::new(Leaf {
        haystack: parts.join("\n").to_lowercase(),
        description: common.description.clone(),
        namespace_label: soil.namespace_label.to_owned(),
        is_required: soil.object.is_some_and(|it| it.required.iter().any(|required| required == name)),
        is_shared: false,
        options: super::reading::options(definition),
        default: super::reading::default(definition),
        judge: Judge::new(definition.clone()),
        origin: Origin { namespace, object, name: name.to_owned() },
        label,
        key,
    }))
}

fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

fn sorted(mut nodes: Vec<Node>) -> Vec<Node> {
    nodes.sort_by(by_label);
    nodes
}

fn by_label(one: &Node, other: &Node) -> Ordering {
    let (a, b) = (one.label(), other.label());
    a.to_lowercase().cmp(&b.to_lowercase()).then_with(|| a.cmp(b))
}
