"""Images by the real clients and the SDK: lists, sharing, keeping data back, schemas."""

import hashlib
import io

import openstack
import pytest

from client import Refused, apart, glance, known, password, run, sheet, table
from support import PASSWORD

OWN = "a password of her own"


@pytest.fixture(scope="module")
def admin(shared_server):
    return password(shared_server.url, "admin", PASSWORD, "admin")


def person(server, admin, name, project, role):
    known(admin, "project", "create", "--or-show", project)
    known(admin, "user", "create", "--or-show", "--password", OWN, "--project", project, name)
    run(admin, "role", "add", "--user", name, "--project", project, role)
    return password(server.url, name, OWN, project)


@pytest.fixture(scope="module")
def ann(shared_server, admin):
    """Member of the project `garden`."""
    return person(shared_server, admin, "ann", "garden", "member")


@pytest.fixture(scope="module")
def bob(shared_server, admin):
    """Member of the project `harbor`."""
    return person(shared_server, admin, "bob", "harbor", "member")


@pytest.fixture(scope="module")
def rita(shared_server, admin):
    """Reader in the project `garden`."""
    return person(shared_server, admin, "rita", "garden", "reader")


def names(rows):
    return sorted(row["Name"] for row in rows)


def refused(environment, *arguments):
    with pytest.raises(Refused) as told:
        run(environment, *arguments)
    return str(told.value)


def project(environment, name):
    return known(environment, "project", "show", name)["id"]


def made(environment, name, *options):
    return known(environment, "image", "create", "--disk-format", "raw", "--container-format", "bare", *options, name)


def connection(server, environment):
    return openstack.connect(
        auth_url=f"{server.url}/identity/v3",
        username=environment["OS_USERNAME"],
        password=environment["OS_PASSWORD"],
        project_name=environment["OS_PROJECT_NAME"],
        user_domain_name="Default",
        project_domain_name="Default",
    )


def test_every_filter_of_the_list(ann, tmp_path):
    data = tmp_path / "data"
    data.write_bytes(b"0123456789")
    full = made(ann, "filter-full", "--file", data, "--property", "os_distro=debian", "--tag", "stable", "--private")
    made(ann, "filter-empty", "--shared", "--tag", "stable", "--tag", "lts")
    made(ann, "filter-hidden")
    run(ann, "image", "set", "--hidden", "filter-hidden")
    made(ann, "filter-common", "--community", "--protected")

    def listed(*options):
        found = names(known(ann, "image", "list", *options))
        return [name.removeprefix("filter-") for name in found if name.startswith("filter-")]

    assert listed() == ["common", "empty", "full"]
    assert listed("--private") == ["full"]
    assert listed("--shared") == ["empty"]
    assert listed("--community") == ["common"]
    assert listed("--all") == ["common", "empty", "full"]
    assert listed("--public") == []
    assert listed("--hidden") == ["hidden"]
    assert listed("--status", "active") == ["full"]
    assert listed("--name", "filter-empty") == ["empty"]
    assert listed("--tag", "stable") == ["empty", "full"]
    assert listed("--tag", "stable", "--tag", "lts") == ["empty"]
    assert listed("--property", "os_distro=debian") == ["full"]
    assert listed("--member-status", "all") == ["common", "empty", "full"]
    owner = full["owner"]
    assert listed("--project", owner) == ["common", "empty", "full"]
    # The client sorts what it was given; the page is of the newest.
    page = known(ann, "image", "list", "--limit", "2", "--sort", "name:desc")
    assert [row["Name"] for row in page] == ["filter-empty", "filter-common"]
    after = known(ann, "image", "list", "--marker", page[0]["ID"])
    assert [row["Name"] for row in after] == ["filter-full"]
    long = known(ann, "image", "list", "--long", "--name", "filter-full")[0]
    assert (long["Size"], long["Visibility"], long["Checksum"]) == (10, "private", hashlib.md5(b"0123456789").hexdigest())
    run(ann, "image", "set", "--unprotected", "filter-common")
    run(ann, "image", "delete", *(f"filter-{name}" for name in ["full", "empty", "hidden", "common"]))


def test_sharing_from_the_first_word_to_the_last(admin, ann, bob, rita):
    made(ann, "lent", "--shared")
    harbor = project(admin, "harbor")
    image = known(ann, "image", "show", "lent")["id"]
    assert "No Image found" in refused(bob, "image", "show", image)
    added = known(ann, "image", "add", "project", image, harbor)
    assert (added["member_id"], added["status"]) == (harbor, "pending")
    assert "409" in refused(ann, "image", "add", "project", image, harbor)
    assert "403" in refused(rita, "image", "add", "project", image, "somebody")
    assert known(bob, "image", "list", "--shared") == []
    assert names(known(bob, "image", "list", "--member-status", "pending")) == ["lent"]
    for word, listed in [("--accept", ["lent"]), ("--reject", []), ("--pending", []), ("--accept", ["lent"])]:
        run(bob, "image", "set", word, image)
        assert names(known(bob, "image", "list")) == listed, word
        status = {"--accept": "accepted", "--reject": "rejected", "--pending": "pending"}[word]
        (member,) = known(ann, "image", "member", "list", image)
        assert (member["Member ID"], member["Status"]) == (harbor, status)
    assert known(rita, "image", "member", "get", image, harbor)["status"] == "accepted"
    assert "403" in refused(bob, "image", "set", "--name", "mine", image)
    run(ann, "image", "remove", "project", image, harbor)
    assert "No Image found" in refused(bob, "image", "show", image)
    run(ann, "image", "delete", image)


def test_data_is_kept_back_and_given_free(admin, ann, rita, tmp_path):
    data, copy = tmp_path / "data", tmp_path / "copy"
    data.write_bytes(b"kept back")
    made(ann, "held", "--file", data)
    # The client does not tell that it was refused.
    run(rita, "image", "set", "--deactivate", "held")
    assert known(ann, "image", "show", "held")["status"] == "active"
    run(ann, "image", "set", "--deactivate", "held")
    assert known(ann, "image", "show", "held")["status"] == "deactivated"
    assert "Unable to download" in refused(ann, "image", "save", "--file", copy, "held")
    run(admin, "image", "save", "--file", copy, known(ann, "image", "show", "held")["id"])
    assert copy.read_bytes() == b"kept back"
    run(ann, "image", "set", "--activate", "held")
    copy.unlink()
    run(ann, "image", "save", "--file", copy, "held")
    assert copy.read_bytes() == b"kept back"
    run(ann, "image", "delete", "held")


def test_the_client_that_is_made_by_schemas(admin, ann, bob):
    """glanceclient builds its switches and its images from the schemas that the server gives."""
    words = ["image-create", "--name", "schematic", "--architecture", "x86_64", "--os-distro", "debian"]
    words += ["--disk-format", "raw", "--container-format", "bare", "--tags", "a", "--property", "x_free=yes"]
    created = sheet(glance(ann, *words))
    assert (created["architecture"], created["os_distro"], created["x_free"]) == ("x86_64", "debian", "yes")
    image = created["id"]
    assert sheet(glance(ann, "image-update", image, "--min-disk", "3", "--remove-property", "x_free"))["min_disk"] == "3"
    harbor = project(admin, "harbor")
    (member,) = table(glance(ann, "member-create", image, harbor))
    assert (member["Member ID"], member["Status"]) == (harbor, "pending")
    (member,) = table(glance(bob, "member-update", image, harbor, "accepted"))
    assert member["Status"] == "accepted"
    assert [row["Member ID"] for row in table(glance(ann, "member-list", "--image-id", image))] == [harbor]
    glance(ann, "member-delete", image, harbor)
    assert image in [row["ID"] for row in table(glance(ann, "image-list", "--property-filter", "os_distro=debian"))]
    glance(ann, "image-tag-update", image, "b")
    glance(ann, "image-tag-delete", image, "a")
    assert sheet(glance(ann, "image-show", image))["tags"] == '["b"]'
    glance(ann, "image-delete", image)


def test_the_sdk_uploads_downloads_and_pages(shared_server, admin, ann, bob):
    harbor = project(admin, "harbor")
    # Apart, for the SDK keeps things in its classes.
    apart(lambda _: by_sdk(shared_server, ann, bob, harbor), ann, ["sdk"])


def by_sdk(server, ann, bob, harbor):
    cloud = connection(server, ann)
    data = bytes(range(256)) * 4096
    image = cloud.image.create_image(
        "by-sdk", data=io.BytesIO(data), disk_format="raw", container_format="bare", wait=True, allow_duplicates=True
    )
    shown = cloud.image.get_image(image.id)
    assert (shown.size, shown.hash_algo, shown.hash_value) == (len(data), "sha512", hashlib.sha512(data).hexdigest())
    # The SDK compares the data with Content-MD5 or the checksum, and raises where they differ.
    answer = cloud.image.download_image(shown.id)
    assert answer.content == data
    cloud.image.add_tag(image.id, "one")
    cloud.image.add_tag(image.id, "two")
    cloud.image.remove_tag(image.id, "one")
    assert cloud.image.get_image(image.id).tags == ["two"]

    cloud.image.add_member(image.id, member_id=harbor)
    other = connection(server, bob)
    assert other.image.update_member(harbor, image.id, status="accepted").status == "accepted"
    assert [it.member_id for it in cloud.image.members(image.id)] == [harbor]
    assert cloud.image.find_member(harbor, image.id).status == "accepted"
    cloud.image.remove_member(harbor, image.id)
    cloud.image.deactivate_image(image.id)
    cloud.image.reactivate_image(image.id)

    for number in range(23):
        cloud.image.create_image(f"page-{number:02}", disk_format="raw", container_format="bare", allow_duplicates=True)
    seen = [it.name for it in cloud.image.images(limit=5, sort="name:asc") if it.name.startswith("page-")]
    assert seen == [f"page-{number:02}" for number in range(23)]
    for kind in ["images", "image", "members", "member"]:
        schema = getattr(cloud.image, f"get_{kind}_schema")()
        assert schema.properties
    for row in list(cloud.image.images()):
        if row.name.startswith("page-") or row.id == image.id:
            cloud.image.delete_image(row.id)
