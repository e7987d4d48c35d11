"""Definitions to ask for, people to ask for them, and what each of them may."""

import json
import re
from dataclasses import dataclass

import pytest

from client import Refused, known, password, run
from support import PASSWORD

OWN = "a password of her own"
OBJECT = {
    "description": "How a bed is watered",
    "required": ["litres"],
    "properties": {"litres": {"title": "Litres", "type": "integer", "minimum": 1, "default": 5}},
}
# Name, owner's project and visibility of what stands in the catalog while people ask.
STANDING = {"commons": ("admin", "public"), "beds": ("garden", "private"), "vault": ("admin", "private")}
SEEN = {
    "ann": {"commons", "beds"},
    "rob": {"commons", "beds"},
    "eve": {"commons"},
    "admin": {"commons", "beds", "vault"},
}


@dataclass
class Cloud:
    server: object
    people: dict


def document(name, owner, visibility):
    return {
        "namespace": name,
        "owner": owner,
        "visibility": visibility,
        "properties": {"sun": {"title": "Sun", "type": "string", "enum": ["full", "half"]}},
        "objects": [{"name": "water", **OBJECT}],
        "tags": [{"name": "green"}],
        "resource_type_associations": [{"name": "OS::Glance::Image", "prefix": "bed_"}],
    }


def settle(server):
    """People of two projects, and namespaces of both."""
    admin = password(server.url, "admin", PASSWORD, "admin")
    people = {"admin": admin}
    for name, project, role in [("ann", "garden", "member"), ("rob", "garden", "reader"), ("eve", "field", "member")]:
        known(admin, "project", "create", "--or-show", project)
        known(admin, "user", "create", "--password", OWN, name)
        run(admin, "role", "add", "--user", name, "--project", project, role)
        people[name] = password(server.url, name, OWN, project)
    projects = {row["Name"]: row["ID"] for row in known(admin, "project", "list")}
    token = server.token()
    for name, (project, visibility) in STANDING.items():
        server.api(token, "POST", "/v2/metadefs/namespaces", document(name, projects[project], visibility))
    return Cloud(server, people)


def standing(server):
    """The standing namespaces as they are, to see that a refusal changed nothing."""
    token = server.token()
    return {name: server.api(token, "GET", f"/v2/metadefs/namespaces/{name}") for name in STANDING}


def refused(code, client, environment, *arguments):
    """The command must end with this status of an answer, told by the client."""
    with pytest.raises(Refused) as told:
        client(environment, *arguments)
    text = str(told.value)
    assert re.search(rf"\b{code}\b", text), f"{arguments}: {code} was to come\n{text}"


def expect(person, namespace, is_write):
    """The status that refuses, or nothing."""
    if namespace and namespace not in SEEN[person]:
        return 404
    return 403 if is_write and person != "admin" else None


def schema(**members):
    return json.dumps(members)
