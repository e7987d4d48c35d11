"""Tempest, OpenStack's own test suite, against a server of ours: it makes its users, projects, domains and
roles through the Identity API, and knows nothing of Vitrine.

`tests.txt` names what runs; what it leaves out has its reason there.
"""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "openstack"))

from support import PASSWORD, Server  # noqa: E402

CONFIG = """
[DEFAULT]
log_file = {folder}/tempest.log

[oslo_concurrency]
lock_path = {folder}/locks

[auth]
use_dynamic_credentials = true
admin_username = admin
admin_password = {password}
admin_project_name = admin
admin_domain_name = Default
admin_system = all
default_credentials_domain_name = Default

[identity]
uri_v3 = {url}/identity/v3
auth_version = v3
region = RegionOne
v3_endpoint_type = public

[identity-feature-enabled]
api_v3 = true
application_credentials = true
access_rules = true
trust = false
federation = false
external_idp = false
security_compliance = false
domain_specific_drivers = false

[image]
region = RegionOne
endpoint_type = public

[image-feature-enabled]
import_image = false

[service_available]
glance = true
cinder = false
nova = false
neutron = false
swift = false

[enforce_scope]
glance = true
keystone = true
"""


def listed():
    """Addresses of the tests to run, and of those among them to leave out."""
    lines = [line.split("#")[0].strip() for line in (HERE / "tests.txt").read_text().splitlines()]
    run = [line for line in lines if line and not line.startswith("-")]
    skip = {line[1:].strip() for line in lines if line.startswith("-")}
    return run, skip


def pytest_configure(config):
    folder = tempfile.TemporaryDirectory(prefix="vitrine-tempest-")
    server = Server(Path(folder.name) / "data").start()
    text = CONFIG.format(folder=folder.name, password=PASSWORD, url=server.url)
    Path(folder.name, "tempest.conf").write_text(text)
    Path(folder.name, "locks").mkdir()
    os.environ["TEMPEST_CONFIG_DIR"] = folder.name
    os.environ["TEMPEST_CONFIG"] = "tempest.conf"
    config.vitrine = (server, folder)
    run, _ = listed()
    config.args[:] = run
    config.option.pyargs = True


def pytest_unconfigure(config):
    server, folder = config.vitrine
    server.stop()
    folder.cleanup()


def pytest_collection_modifyitems(config, items):
    _, skip = listed()
    address = lambda item: f"{item.module.__name__}.{item.cls.__name__}.{item.originalname}"  # noqa: E731
    unknown = skip - {address(item) for item in items}
    assert not unknown, f"tests.txt leaves out what is not there: {sorted(unknown)}"
    config.hook.pytest_deselected(items=[item for item in items if address(item) in skip])
    items[:] = [item for item in items if address(item) not in skip]
