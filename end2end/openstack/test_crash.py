"""A power cut in the middle of an upload: the image waits for data again, and no bytes are left behind."""

import hashlib
import os
import random
import socket
from urllib.parse import urlsplit

import pytest

from support import until

SIZE = 12 << 20
PIECE = 256 << 10
DATA = os.urandom(SIZE)


def new_image(server, token):
    fields = {"name": "cut", "disk_format": "raw", "container_format": "bare"}
    return server.api(token, "POST", "/v2/images", fields)["id"]


def status_of(server, token, image):
    return server.api(token, "GET", f"/v2/images/{image}")["status"]


def begin_upload(server, token, image, count):
    """Announces all of DATA, sends the first `count` bytes, and keeps the connection open."""
    address = urlsplit(server.url)
    connection = socket.create_connection((address.hostname, address.port), timeout=30)
    head = (
        f"PUT /v2/images/{image}/file HTTP/1.1\r\nHost: {address.netloc}\r\nX-Auth-Token: {token}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {SIZE}\r\n\r\n"
    )
    connection.sendall(head.encode())
    for start in range(0, count, PIECE):
        connection.sendall(DATA[start : min(start + PIECE, count)])
    return connection


def check_recovered(server, token, image, before):
    """After the restart: queued, nothing left over, and open for another upload."""
    until(lambda: status_of(server, token, image) == "queued", 20, "the image's return to queued")
    shown = server.api(token, "GET", f"/v2/images/{image}")
    assert (shown["size"], shown["checksum"], shown["os_hash_value"]) == (None, None, None)
    until(lambda: server.files() == before, 20, "the removal of stray bytes")
    server.api(token, "PUT", f"/v2/images/{image}/file", DATA, "application/octet-stream")
    shown = server.api(token, "GET", f"/v2/images/{image}")
    assert (shown["status"], shown["size"]) == ("active", SIZE)
    assert shown["os_hash_value"] == hashlib.sha512(DATA).hexdigest()


def test_kill_during_an_upload(server):
    token = server.token()
    image = new_image(server, token)
    before = server.files()
    with begin_upload(server, token, image, SIZE // 2):
        until(lambda: status_of(server, token, image) == "saving", 20, "the claim")
        until(lambda: server.files() != before, 20, "the first bytes on disk")
        server.kill()
    server.start()
    check_recovered(server, token, image, before)


@pytest.mark.parametrize("seed", range(6))
def test_kill_at_any_point(server, seed):
    """From before the first byte to after the last, when the upload may have ended as well."""
    point = [0, SIZE][seed] if seed < 2 else random.Random().randrange(1, SIZE)
    print(f"killed after {point} of {SIZE} bytes")
    token = server.token()
    image = new_image(server, token)
    before = server.files()
    with begin_upload(server, token, image, point):
        until(lambda: status_of(server, token, image) in ("saving", "active"), 20, "the claim")
        server.kill()
    server.start()
    if point == SIZE and status_of(server, token, image) == "active":
        status, _, data = server.request("GET", f"/v2/images/{image}/file", headers={"X-Auth-Token": token})
        assert (status, data == DATA) == (200, True)
        return
    check_recovered(server, token, image, before)


def test_kill_again_and_again(server):
    """Several crashes in a row on one folder, each with another image, leave what one would."""
    token = server.token()
    before = server.files()
    images = []
    for _ in range(4):
        image = new_image(server, token)
        images.append(image)
        with begin_upload(server, token, image, random.randrange(1, SIZE)):
            until(lambda: status_of(server, token, image) == "saving", 20, "the claim")
            server.kill()
        server.start()
    for image in images:
        until(lambda: status_of(server, token, image) == "queued", 20, "the image's return to queued")
    until(lambda: server.files() == before, 20, "the removal of stray bytes")


def test_a_sender_that_vanishes_leaves_nothing(server):
    token = server.token()
    image = new_image(server, token)
    before = server.files()
    with begin_upload(server, token, image, SIZE // 2):
        until(lambda: status_of(server, token, image) == "saving", 20, "the claim")
    check_recovered(server, token, image, before)
