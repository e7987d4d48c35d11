"""A server for each test that asks for one, and real disk images."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from support import Server, qcow2  # noqa: E402


@pytest.fixture
def server(tmp_path):
    running = Server(tmp_path / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def disk(tmp_path_factory):
    return qcow2(tmp_path_factory.mktemp("disk"), mebibytes=4)


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory):
    """One server for all tests of a file that do not disturb each other."""
    running = Server(tmp_path_factory.mktemp("shared") / "data")
    running.start()
    yield running
    running.stop()
