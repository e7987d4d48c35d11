"""Metadata definitions by `glance`: each of its `md-` commands, as people who may and who may not."""

import json

import pytest
from glanceclient.v2 import shell

from catalog import OBJECT, SEEN, STANDING, document, expect, refused, schema, settle, standing
from client import Refused, glance, known, sheet, table

WATER = json.dumps(OBJECT)
# Of each command: the words after it (`@` is the namespace, `FILE` a document), and whether it changes something.
READS = {
    "namespace-list": [],
    "namespace-show": ["@"],
    "namespace-resource-type-list": ["@"],
    "object-list": ["@"],
    "object-show": ["@", "water"],
    "object-property-show": ["@", "water", "litres"],
    "property-list": ["@"],
    "property-show": ["@", "sun"],
    "resource-type-list": [],
    "tag-list": ["@"],
    "tag-show": ["@", "green"],
}
WRITES = {
    "namespace-create": ["hers"],
    "namespace-import": ["--file", "FILE"],
    "object-create": ["@", "--name", "hers", "--schema", WATER],
    "object-update": ["@", "water", "--name", "hers"],
    "object-delete": ["@", "water"],
    "namespace-objects-delete": ["@"],
    "property-create": ["@", "--name", "hers", "--title", "Hers", "--type", "string", "--schema", "{}"],
    "property-update": ["@", "sun", "--title", "Hers"],
    "property-delete": ["@", "sun"],
    "namespace-properties-delete": ["@"],
    "tag-create": ["@", "--name", "hers"],
    "tag-create-multiple": ["@", "--names", "one,two"],
    "tag-update": ["@", "green", "--name", "hers"],
    "tag-delete": ["@", "green"],
    "namespace-tags-delete": ["@"],
    "resource-type-associate": ["@", "--name", "OS::Cinder::Volume"],
    "resource-type-deassociate": ["@", "OS::Glance::Image"],
    "namespace-update": ["@", "--description", "hers"],
    "namespace-delete": ["@"],
}


@pytest.fixture(scope="module")
def cloud(shared_server):
    return settle(shared_server)


@pytest.fixture
def admin(cloud):
    return cloud.people["admin"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "namespace.json"
    told = document("brought", "admin", "private")
    del told["owner"]
    path.write_text(json.dumps(told))
    return path


def order(environment, command, *arguments):
    return glance(environment, f"md-{command}", *arguments)


def names(text, column="name"):
    return {row[column] for row in table(text)}


def filled(words, namespace, file=None):
    return [{"@": namespace, "FILE": file}.get(word, word) for word in words]


def test_no_command_is_forgotten():
    commands = {name[len("do_") :].replace("_", "-") for name in dir(shell) if name.startswith("do_md_")}
    assert commands == {f"md-{name}" for name in {**READS, **WRITES}}


def test_namespaces(admin, file):
    words = ["--display-name", "Rows", "--description", "of things", "--visibility", "public", "--protected", "True"]
    made = sheet(order(admin, "namespace-create", "rows", *words))
    assert (made["namespace"], made["display_name"], made["visibility"]) == ("rows", "Rows", "public")
    assert made["protected"] == "True"
    with pytest.raises(Refused, match="HTTP 409"):
        order(admin, "namespace-create", "rows")
    with pytest.raises(Refused, match="HTTP 403"):
        order(admin, "namespace-delete", "rows")
    words = ["--display-name", "Lanes", "--visibility", "private", "--protected", "False"]
    changed = sheet(order(admin, "namespace-update", "rows", *words))
    assert (changed["display_name"], changed["visibility"]) == ("Lanes", "private")
    assert changed["description"] == "of things"
    assert names(order(admin, "namespace-list", "--visibility", "private"), "namespace") >= {"rows", "beds", "vault"}
    typed = names(order(admin, "namespace-list", "--resource-types", "OS::Glance::Image"), "namespace")
    assert set(STANDING) <= typed and "rows" not in typed
    paged = names(order(admin, "namespace-list", "--page-size", "1"), "namespace")
    assert paged == names(order(admin, "namespace-list"), "namespace")
    order(admin, "namespace-delete", "rows")
    with pytest.raises(Refused, match="HTTP 404"):
        order(admin, "namespace-show", "rows")

    order(admin, "namespace-import", "--file", file)
    shown = sheet(order(admin, "namespace-show", "brought"))
    assert (shown["objects"], shown["properties"], shown["tags"]) == ('["water"]', '["sun"]', '["green"]')
    prefixed = sheet(order(admin, "namespace-show", "brought", "--resource-type", "OS::Glance::Image"))
    assert prefixed["properties"] == '["bed_sun"]'
    order(admin, "namespace-delete", "brought")


def test_objects(admin):
    order(admin, "namespace-create", "things")
    made = sheet(order(admin, "object-create", "things", "--name", "water", "--schema", WATER))
    assert (made["name"], made["properties"], made["required"]) == ("water", '["litres"]', '["litres"]')
    order(admin, "object-create", "things", "--name", "bare", "--schema", "{}")
    assert names(order(admin, "object-list", "things")) == {"water", "bare"}
    changed = schema(description="By hand")
    changed = sheet(order(admin, "object-update", "things", "water", "--name", "rain", "--schema", changed))
    assert (changed["name"], changed["description"], changed["properties"]) == ("rain", "By hand", '["litres"]')
    litres = sheet(order(admin, "object-property-show", "things", "rain", "litres"))
    assert (litres["name"], litres["title"], litres["minimum"]) == ("litres", "Litres", "1")
    order(admin, "object-delete", "things", "bare")
    assert names(order(admin, "object-list", "things")) == {"rain"}
    order(admin, "namespace-objects-delete", "things")
    assert names(order(admin, "object-list", "things")) == set()
    order(admin, "namespace-delete", "things")


def test_properties(admin):
    order(admin, "namespace-create", "soil")
    shape = schema(description="How sour", minimum=3.5, maximum=9, default=6.5)
    words = ["--name", "ph", "--title", "pH", "--type", "number", "--schema", shape]
    made = sheet(order(admin, "property-create", "soil", *words))
    assert (made["name"], made["type"], made["minimum"], made["default"]) == ("ph", "number", "3.5", "6.5")
    words = ["--name", "kind", "--title", "Kind", "--type", "string", "--schema", schema(enum=["clay", "sand"])]
    order(admin, "property-create", "soil", *words)
    assert names(order(admin, "property-list", "soil")) == {"ph", "kind"}
    words = ["--name", "acidity", "--title", "Acidity", "--schema", schema(maximum=8)]
    order(admin, "property-update", "soil", "ph", *words)
    shown = sheet(order(admin, "property-show", "soil", "acidity"))
    assert (shown["title"], shown["minimum"], shown["maximum"]) == ("Acidity", "3.5", "8")
    order(admin, "property-delete", "soil", "kind")
    assert names(order(admin, "property-list", "soil")) == {"acidity"}
    order(admin, "namespace-properties-delete", "soil")
    assert names(order(admin, "property-list", "soil")) == set()
    order(admin, "namespace-delete", "soil")


def test_tags(admin):
    order(admin, "namespace-create", "labels")
    assert sheet(order(admin, "tag-create", "labels", "--name", "one"))["name"] == "one"
    with pytest.raises(Refused, match="HTTP 409"):
        order(admin, "tag-create", "labels", "--name", "one")
    # The client's own `--append` breaks in the client, before it asks.
    made = order(admin, "tag-create-multiple", "labels", "--names", "two;three", "--delim", ";")
    assert names(made) == {"two", "three"}
    assert names(order(admin, "tag-list", "labels")) == {"two", "three"}
    order(admin, "tag-create-multiple", "labels", "--names", "four,five")
    assert names(order(admin, "tag-list", "labels")) == {"four", "five"}
    assert sheet(order(admin, "tag-update", "labels", "four", "--name", "six"))["name"] == "six"
    assert sheet(order(admin, "tag-show", "labels", "six"))["name"] == "six"
    order(admin, "tag-delete", "labels", "six")
    assert names(order(admin, "tag-list", "labels")) == {"five"}
    order(admin, "namespace-tags-delete", "labels")
    assert names(order(admin, "tag-list", "labels")) == set()
    order(admin, "namespace-delete", "labels")


def test_resource_types(admin):
    order(admin, "namespace-create", "links")
    words = ["--name", "OS::Cinder::Volume", "--prefix", "bed_", "--properties-target", "image"]
    made = sheet(order(admin, "resource-type-associate", "links", *words))
    assert (made["name"], made["prefix"], made["properties_target"]) == ("OS::Cinder::Volume", "bed_", "image")
    (row,) = table(order(admin, "namespace-resource-type-list", "links"))
    assert (row["name"], row["prefix"], row["properties_target"]) == ("OS::Cinder::Volume", "bed_", "image")
    order(admin, "resource-type-deassociate", "links", "OS::Cinder::Volume")
    assert table(order(admin, "namespace-resource-type-list", "links")) == []
    assert "OS::Cinder::Volume" in names(order(admin, "resource-type-list"))
    order(admin, "namespace-delete", "links")


@pytest.mark.parametrize("person", list(SEEN))
def test_people_read_what_is_theirs_or_public(cloud, person):
    own = cloud.people[person]
    assert names(order(own, "namespace-list"), "namespace") & set(STANDING) == SEEN[person]
    for command, words in READS.items():
        for namespace in STANDING if "@" in words else [None]:
            code = expect(person, namespace, is_write=False)
            if code:
                refused(code, glance, own, f"md-{command}", *filled(words, namespace))
            else:
                assert table(order(own, command, *filled(words, namespace))), (command, namespace)


@pytest.mark.parametrize("person", [name for name in SEEN if name != "admin"])
def test_people_who_are_no_administrators_change_nothing(cloud, file, person):
    before = standing(cloud.server)
    for command, words in WRITES.items():
        for namespace in STANDING if "@" in words else [None]:
            code = expect(person, namespace, is_write=True)
            refused(code, glance, cloud.people[person], f"md-{command}", *filled(words, namespace, file))
    assert standing(cloud.server) == before


def test_an_administrator_changes_what_others_own(cloud, admin, file):
    owner = {row["Name"]: row["ID"] for row in known(admin, "project", "list")}["field"]
    path = "/v2/metadefs/namespaces"
    for command, words in WRITES.items():
        cloud.server.api(cloud.server.token(), "POST", path, document("theirs", owner, "private"))
        order(admin, command, *filled(words, "theirs", file))
        if command != "namespace-delete":
            order(admin, "namespace-delete", "theirs")
    for made in ["hers", "brought"]:
        order(admin, "namespace-delete", made)
