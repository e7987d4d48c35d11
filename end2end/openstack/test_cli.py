"""The real OpenStack client, with nothing but the clouds.yaml that the server wrote."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

CLIENT = Path(sys.executable).with_name("openstack")


def run(server, *arguments, folder=None, clouds=None):
    """Runs the client; its environment says nothing about clouds but where the file is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OS_")}
    environment = {**kept, "OS_CLIENT_CONFIG_FILE": str(clouds or server.clouds), "HOME": str(server.data.parent)}
    command = [CLIENT, "--os-cloud", "vitrine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, timeout=120)


def told(server, *arguments, **options):
    """What the client printed; it must have succeeded."""
    done = run(server, *arguments, **options)
    assert done.returncode == 0, f"openstack {' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}"
    return done.stdout


def known(server, *arguments):
    """What the client printed, as JSON."""
    return json.loads(told(server, *arguments, "-f", "json"))


def test_clouds_file_is_for_its_owner_alone(server):
    assert stat.S_IMODE(server.clouds.stat().st_mode) == 0o600


def test_an_image_from_birth_to_death(server, disk, tmp_path):
    assert known(server, "token", "issue")["id"]

    made = known(
        server, "image", "create", "--file", disk, "--disk-format", "qcow2", "--container-format", "bare",
        "--property", "os_distro=debian", "demo",
    )  # fmt: skip
    assert made["name"] == "demo"

    (row,) = known(server, "image", "list")
    assert (row["Name"], row["Status"]) == ("demo", "active")
    assert known(server, "image", "list", "--status", "queued") == []
    assert [found["ID"] for found in known(server, "image", "list", "--name", "demo")] == [row["ID"]]

    shown = known(server, "image", "show", "demo")
    assert shown["id"] == row["ID"]
    assert shown["status"] == "active"
    assert shown["size"] == disk.stat().st_size
    assert (shown["disk_format"], shown["container_format"]) == ("qcow2", "bare")
    assert shown["checksum"] == hashlib.md5(disk.read_bytes()).hexdigest()
    assert shown["properties"]["os_distro"] == "debian"
    assert shown["properties"]["os_hash_algo"] == "sha512"
    assert shown["properties"]["os_hash_value"] == hashlib.sha512(disk.read_bytes()).hexdigest()

    told(server, "image", "set", "--tag", "stable", "--property", "os_version=13", "--min-disk", "2", "demo")
    shown = known(server, "image", "show", "demo")
    assert shown["tags"] == ["stable"]
    assert shown["properties"]["os_version"] == "13"
    assert shown["min_disk"] == 2
    assert [found["ID"] for found in known(server, "image", "list", "--tag", "stable")] == [row["ID"]]
    told(server, "image", "unset", "--tag", "stable", "--property", "os_version", "demo")
    shown = known(server, "image", "show", "demo")
    assert shown["tags"] == []
    assert "os_version" not in shown["properties"]

    saved = tmp_path / "saved.qcow2"
    told(server, "image", "save", "--file", saved, "demo")
    assert saved.read_bytes() == disk.read_bytes()

    told(server, "image", "delete", "demo")
    assert known(server, "image", "list") == []
    assert run(server, "image", "show", "demo").returncode != 0


def test_a_protected_image_is_not_deleted(server):
    told(server, "image", "create", "--protected", "kept")
    refused = run(server, "image", "delete", "kept")
    assert refused.returncode != 0
    assert len(known(server, "image", "list")) == 1
    told(server, "image", "set", "--unprotected", "kept")
    told(server, "image", "delete", "kept")


def test_the_catalog_lists_images_and_identity(server):
    services = {entry["Type"]: entry for entry in known(server, "catalog", "list")}
    assert {"image", "identity"} <= services.keys()
    assert server.url in json.dumps(services["image"]["Endpoints"])


def test_a_revoked_token_is_refused(server):
    token = known(server, "token", "issue")["id"]
    status, _, _ = server.request("GET", "/v2/images", headers={"X-Auth-Token": token})
    assert status == 200
    told(server, "token", "revoke", token)
    status, _, _ = server.request("GET", "/v2/images", headers={"X-Auth-Token": token})
    assert status == 401


def test_a_wrong_password_is_refused(server, tmp_path):
    clouds = tmp_path / "wrong.yaml"
    written = server.clouds.read_text()
    wrong = written.replace("correct horse battery staple", "not the password")
    assert wrong != written
    clouds.write_text(wrong)
    refused = run(server, "token", "issue", clouds=clouds)
    assert refused.returncode != 0
    assert "401" in refused.stderr


def test_images_and_tokens_outlive_a_restart(server, disk):
    told(server, "image", "create", "--file", disk, "--disk-format", "qcow2", "--container-format", "bare", "lasting")
    token, url = server.token(), server.url
    server.stop()
    written = server.clouds.read_text()
    server.start()
    # The second start was given another port; the file is the first administrator's and stays as it is.
    assert server.clouds.read_text().replace(url, server.url) == written.replace(url, server.url)
    (image,) = server.api(token, "GET", "/v2/images?name=lasting")["images"]
    status, _, data = server.request("GET", f"/v2/images/{image['id']}/file", headers={"X-Auth-Token": token})
    assert status == 200
    assert data == disk.read_bytes()
