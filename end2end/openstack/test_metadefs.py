"""Metadata definitions by the real OpenStack client: each of its commands, as people who may and who may not."""

from importlib.metadata import entry_points

import pytest

from catalog import OBJECT, STANDING, SEEN, document, expect, refused, schema, settle, standing
from client import Refused, known, run

ROOT = ("image", "metadef")
# Of each command: the words after it (`@` is the namespace), and whether it changes something.
READS = {
    "namespace list": [],
    "namespace show": ["@"],
    "object list": ["@"],
    "object show": ["@", "water"],
    "object property show": ["@", "water", "litres"],
    "property list": ["@"],
    "property show": ["@", "sun"],
    "resource type list": [],
    "resource type association list": ["@"],
}
WRITES = {
    "namespace create": ["hers"],
    "namespace set": ["--description", "hers", "@"],
    "namespace unset": ["--all-tags", "@"],
    "namespace delete": ["@"],
    "object create": ["--namespace", "@", "hers"],
    "object update": ["--name", "hers", "@", "water"],
    "object delete": ["@", "water"],
    "property create": ["--name", "hers", "--title", "Hers", "--type", "string", "--schema", "{}", "@"],
    "property set": ["--title", "Hers", "@", "sun"],
    "property delete": ["@", "sun"],
    "resource type association create": ["@", "OS::Cinder::Volume"],
    "resource type association delete": ["@", "OS::Glance::Image"],
}


@pytest.fixture(scope="module")
def cloud(shared_server):
    return settle(shared_server)


@pytest.fixture
def admin(cloud):
    return cloud.people["admin"]


def ask(environment, command, *arguments):
    return known(environment, *ROOT, *command.split(), *arguments)


def order(environment, command, *arguments):
    return run(environment, *ROOT, *command.split(), *arguments)


def column(rows, name):
    return {row[name] for row in rows}


def test_no_command_is_forgotten():
    commands = entry_points(group="openstack.image.v2").names
    installed = {name.replace("_", " ") for name in commands if name.startswith("image_metadef")}
    assert installed == {f"image metadef {name}" for name in {**READS, **WRITES}}


def test_namespaces(admin):
    words = ["--display-name", "Rows", "--description", "of things", "--public", "--protected", "rows"]
    made = ask(admin, "namespace create", *words)
    assert (made["namespace"], made["display_name"], made["description"]) == ("rows", "Rows", "of things")
    assert (made["visibility"], made["protected"]) == ("public", True)
    with pytest.raises(Refused, match="409"):
        order(admin, "namespace create", "rows")
    with pytest.raises(Refused):
        order(admin, "namespace delete", "rows")
    words = ["--display-name", "Lanes", "--private", "--unprotected", "--tag", "one", "--tag", "two", "rows"]
    order(admin, "namespace set", *words)
    shown = ask(admin, "namespace show", "rows")
    assert (shown["display_name"], shown["visibility"], shown["protected"]) == ("Lanes", "private", False)
    assert sorted(tag["name"] for tag in shown["tags"]) == ["one", "two"]
    order(admin, "namespace unset", "--tag", "one", "rows")
    assert [tag["name"] for tag in ask(admin, "namespace show", "rows")["tags"]] == ["two"]
    order(admin, "namespace unset", "--all-tags", "rows")
    assert not ask(admin, "namespace show", "rows").get("tags")
    private = column(ask(admin, "namespace list", "--visibility", "private"), "namespace")
    assert {"rows", "beds", "vault"} <= private and "commons" not in private
    typed = column(ask(admin, "namespace list", "--resource-types", "OS::Glance::Image"), "namespace")
    assert set(STANDING) <= typed and "rows" not in typed
    order(admin, "namespace create", "lanes")
    order(admin, "namespace delete", "rows", "lanes")
    assert not {"rows", "lanes"} & column(ask(admin, "namespace list"), "namespace")
    with pytest.raises(Refused, match="404"):
        order(admin, "namespace show", "rows")


def test_objects(admin, cloud):
    order(admin, "namespace create", "things")
    made = ask(admin, "object create", "--namespace", "things", "spade")
    assert (made["name"], made["namespace_name"]) == ("spade", "things")
    path = "/v2/metadefs/namespaces/things/objects"
    cloud.server.api(cloud.server.token(), "POST", path, {"name": "water", **OBJECT})
    assert column(ask(admin, "object list", "things"), "name") == {"spade", "water"}
    shown = ask(admin, "object show", "things", "water")
    assert shown["description"] == OBJECT["description"] and shown["required"] == ["litres"]
    assert shown["properties"]["litres"]["minimum"] == 1
    litres = ask(admin, "object property show", "things", "water", "litres")
    assert (litres["name"], litres["title"], litres["type"]) == ("litres", "Litres", "integer")
    with pytest.raises(Refused, match="not found in object"):
        order(admin, "object property show", "things", "water", "gallons")
    order(admin, "object update", "--name", "shovel", "things", "spade")
    assert column(ask(admin, "object list", "things"), "name") == {"shovel", "water"}
    order(admin, "object delete", "things", "shovel")
    assert column(ask(admin, "object list", "things"), "name") == {"water"}
    order(admin, "object delete", "things")
    assert ask(admin, "object list", "things") == []
    order(admin, "namespace delete", "things")


def test_properties(admin):
    order(admin, "namespace create", "soil")
    # The client itself cuts fractions of limits.
    shape = schema(description="How sour", minimum=3, maximum=9, default=6.5)
    made = ask(admin, "property create", "--name", "ph", "--title", "pH", "--type", "number", "--schema", shape, "soil")
    assert (made["name"], made["title"], made["type"], made["default"]) == ("ph", "pH", "number", 6.5)
    kinds = schema(enum=["clay", "sand"], operators=["<or>"])
    words = ["--name", "kind", "--title", "Kind", "--type", "string", "--schema", kinds, "soil"]
    assert ask(admin, "property create", *words)["enum"] == ["clay", "sand"]
    assert column(ask(admin, "property list", "soil"), "name") == {"ph", "kind"}
    words = ["--name", "acidity", "--title", "Acidity", "--schema", schema(maximum=8), "soil", "ph"]
    order(admin, "property set", *words)
    shown = ask(admin, "property show", "soil", "acidity")
    assert (shown["title"], shown["minimum"], shown["maximum"]) == ("Acidity", 3, 8)
    assert shown["description"] == "How sour"
    order(admin, "property delete", "soil", "kind")
    assert column(ask(admin, "property list", "soil"), "name") == {"acidity"}
    order(admin, "property delete", "soil")
    assert ask(admin, "property list", "soil") == []
    order(admin, "namespace delete", "soil")


def test_resource_types(admin):
    order(admin, "namespace create", "links")
    words = ["--properties-target", "image", "links", "OS::Cinder::Volume"]
    made = ask(admin, "resource type association create", *words)
    assert (made["name"], made["properties_target"]) == ("OS::Cinder::Volume", "image")
    assert column(ask(admin, "resource type association list", "links"), "Name") == {"OS::Cinder::Volume"}
    assert {"OS::Cinder::Volume", "OS::Glance::Image"} <= column(ask(admin, "resource type list"), "Name")
    order(admin, "namespace set", "--protected", "links")
    with pytest.raises(Refused):
        order(admin, "resource type association delete", "links", "OS::Cinder::Volume")
    order(admin, "resource type association delete", "--force", "links", "OS::Cinder::Volume")
    assert ask(admin, "resource type association list", "links") == []
    assert "OS::Cinder::Volume" in column(ask(admin, "resource type list"), "Name")
    assert ask(admin, "namespace show", "links")["protected"] is True
    order(admin, "namespace set", "--unprotected", "links")
    order(admin, "namespace delete", "links")


@pytest.mark.parametrize("person", list(SEEN))
def test_people_read_what_is_theirs_or_public(cloud, person):
    own = cloud.people[person]
    assert column(ask(own, "namespace list"), "namespace") & set(STANDING) == SEEN[person]
    for command, words in READS.items():
        for namespace in STANDING if "@" in words else [None]:
            words_of = [namespace if word == "@" else word for word in words]
            code = expect(person, namespace, is_write=False)
            if code:
                refused(code, run, own, *ROOT, *command.split(), *words_of)
            else:
                assert ask(own, command, *words_of), (command, namespace)


@pytest.mark.parametrize("person", [name for name in SEEN if name != "admin"])
def test_people_who_are_no_administrators_change_nothing(cloud, person):
    before = standing(cloud.server)
    for command, words in WRITES.items():
        for namespace in STANDING if "@" in words else [None]:
            words_of = [namespace if word == "@" else word for word in words]
            code = expect(person, namespace, is_write=True)
            refused(code, run, cloud.people[person], *ROOT, *command.split(), *words_of)
    assert standing(cloud.server) == before


def test_an_administrator_changes_what_others_own(cloud, admin):
    owner = {row["Name"]: row["ID"] for row in known(admin, "project", "list")}["field"]
    path = "/v2/metadefs/namespaces"
    for command, words in WRITES.items():
        cloud.server.api(cloud.server.token(), "POST", path, document("theirs", owner, "private"))
        order(admin, command, *["theirs" if word == "@" else word for word in words])
        if command != "namespace delete":
            order(admin, "namespace delete", "theirs")
    order(admin, "namespace delete", "hers")
