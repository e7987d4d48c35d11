"""A server of its own for a benchmark, and the way in."""

import json
import os
import subprocess
import sys
import time
import urllib.request

PASSWORD = "correct horse battery"


def start(binary, folder, settings=None):
    """Serves `folder`/data until the process is ended; the process, and its address."""
    environment = {**os.environ, "VITRINE_ADMIN_PASSWORD": PASSWORD, **(settings or {})}
    ready = folder / "ready"
    serve = [
        binary, "serve", "--data-dir", folder / "data", "--listen", "127.0.0.1:0", "--ready-file", ready,
    ]  # fmt: skip
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(serve, env=environment, stdout=log, stderr=log)
    for _ in range(600):
        if ready.exists() and ready.stat().st_size:
            return server, json.loads(ready.read_text())["url"]
        if server.poll() is not None:
            break
        time.sleep(0.1)
    server.kill()
    sys.exit("the server did not get ready:\n" + (folder / "log").read_text())


def call(url, path, body=None, token=None):
    """Headers and document of an answer."""
    headers = {"Content-Type": "application/json", **({"X-Auth-Token": token} if token else {})}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url + path, data, headers)) as answer:
        return answer.headers, json.load(answer)


def login(url):
    """A token of the administrator."""
    user = {"name": "admin", "domain": {"id": "default"}, "password": PASSWORD}
    scope = {"project": {"name": "admin", "domain": {"id": "default"}}}
    identity = {"methods": ["password"], "password": {"user": user}}
    headers, _ = call(url, "/identity/v3/auth/tokens", {"auth": {"identity": identity, "scope": scope}})
    return headers["X-Subject-Token"]
