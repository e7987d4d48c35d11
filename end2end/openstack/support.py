"""Starts and ends the program under test, and talks to it without a client library."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("VITRINE_BIN", ROOT / "target/debug/vitrine"))
PASSWORD = "correct horse battery staple"
READY_WITHIN = 30
STOPPED_WITHIN = 20


def until(condition, within=20, what="the condition"):
    """Asks until the answer is true; returns it."""
    deadline = time.monotonic() + within
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come within {within} s")
        time.sleep(0.02)


def qcow2(folder, mebibytes):
    """A qcow2 as qemu-img makes it, with random data in it."""
    raw, image = folder / "disk.raw", folder / "disk.qcow2"
    raw.write_bytes(os.urandom(mebibytes << 20))
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", image, f"{mebibytes * 4}M"], check=True)
    subprocess.run(["qemu-io", "-f", "qcow2", "-c", f"write -q -s {raw} 0 {mebibytes}M", image], check=True)
    raw.unlink()
    return image


class Server:
    """One program on one data folder; may be started again after it ended."""

    def __init__(self, data):
        self.data = Path(data)
        self.url = None
        self.process = None
        self.log = self.data.with_name(self.data.name + ".log")

    def start(self):
        assert BINARY.exists(), f"{BINARY} is not built: cargo build"
        ready = self.data.with_name(self.data.name + ".ready")
        ready.unlink(missing_ok=True)
        command = [BINARY, "serve", "--data-dir", self.data, "--listen", "127.0.0.1:0", "--ready-file", ready]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, "VITRINE_ADMIN_PASSWORD": PASSWORD}
            )

        def url():
            assert self.process.poll() is None, f"the server ended:\n{self.log.read_text()}"
            try:
                return json.loads(ready.read_text())["url"]
            except (OSError, ValueError):
                return None

        self.url = until(url, READY_WITHIN, "the server")
        return self

    def kill(self):
        """Ends it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOPPED_WITHIN)

    def stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            status = self.process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("the server did not end on SIGTERM") from None
        assert status == 0, f"the server ended with {status}:\n{self.log.read_text()}"

    @property
    def clouds(self):
        return self.data / "clouds.yaml"

    def files(self):
        """What lies in the data folder, but for the database."""
        database = (".db", ".sqlite", ".sqlite3", "-wal", "-shm", "-journal")
        found = (path for path in self.data.rglob("*") if path.is_file() and not path.name.endswith(database))
        return {str(path.relative_to(self.data)): path.stat().st_size for path in found}

    def request(self, method, path, body=None, headers=None):
        """Status, headers and body of an answer, whatever the status."""
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        request = urllib.request.Request(self.url + path, data, headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()

    def token(self):
        domain = {"id": "default"}
        user = {"name": "admin", "domain": domain, "password": PASSWORD}
        identity = {"methods": ["password"], "password": {"user": user}}
        scope = {"project": {"name": "admin", "domain": domain}}
        kind = {"Content-Type": "application/json"}
        body = {"auth": {"identity": identity, "scope": scope}}
        status, headers, text = self.request("POST", "/identity/v3/auth/tokens", body, kind)
        assert status == 201, text
        return headers["X-Subject-Token"]

    def api(self, token, method, path, body=None, kind="application/json"):
        """The JSON of an answer that must be a success."""
        status, _, text = self.request(method, path, body, {"X-Auth-Token": token, "Content-Type": kind})
        assert 200 <= status < 300, f"{method} {path}: {status} {text!r}"
        return json.loads(text) if text else None
