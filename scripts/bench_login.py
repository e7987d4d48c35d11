#!/usr/bin/env python3
"""Times failed logins: does the time tell a known user from an unknown one?

Starts the server given as the argument on a data directory of its own, with the limits on failures off, and
prints median and spread of each kind, taken in turns so that a busy machine disturbs all alike.

VITRINE_BENCH_LOGINS sets the number for each kind (default 200).
"""

import http.client
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from bench_server import PASSWORD, start

COUNT = int(os.environ.get("VITRINE_BENCH_LOGINS", "200"))
WRONG = "wrong horse battery"
UNLIMITED = {
    "VITRINE__IDENTITY__LOGIN_FAILURES_PER_USER": "0",
    "VITRINE__IDENTITY__LOGIN_FAILURES_PER_ADDRESS": "0",
}


def body(user, domain="Default", password=WRONG):
    who = {"name": user, "domain": {"name": domain}, "password": password}
    return json.dumps({"auth": {"identity": {"methods": ["password"], "password": {"user": who}}}})


KINDS = {
    "known user, wrong password": body("known"),
    "unknown user": body("nobody"),
    "disabled user, right password": body("disabled", password=PASSWORD),
    "wrong domain, right password": body("known", domain="elsewhere", password=PASSWORD),
}


def prepare(binary, folder):
    data = folder / "data"
    environment = {**os.environ, "VITRINE_ADMIN_PASSWORD": PASSWORD, "VITRINE_PASSWORD": PASSWORD}
    for user in ("known", "disabled"):
        create = [binary, "--data-dir", data, "user", "create", user]
        subprocess.run(create, env=environment, check=True, stdout=subprocess.DEVNULL)
    rows = sqlite3.connect(next(data.glob("*.db")))
    rows.execute("UPDATE users SET enabled = 0 WHERE name = 'disabled'")
    rows.commit()
    rows.close()


def measure(url):
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port)
    times = {kind: [] for kind in KINDS}
    answers = set()
    for number in range(COUNT + 5):
        for kind in random.sample(list(KINDS), len(KINDS)):
            began = time.perf_counter()
            connection.request(
                "POST", "/identity/v3/auth/tokens", KINDS[kind], {"Content-Type": "application/json"}
            )
            response = connection.getresponse()
            text = response.read()
            took = (time.perf_counter() - began) * 1000
            names = tuple(sorted(name.lower() for name, _ in response.getheaders()))
            answers.add((response.status, text, names))
            # The first few warm up.
            if number >= 5:
                times[kind].append(took)
    return times, answers


def main():
    binary = str(Path(sys.argv[1] if len(sys.argv) > 1 else "target/debug/vitrine").resolve())
    with tempfile.TemporaryDirectory(prefix="vitrine-logins-") as folder:
        prepare(binary, Path(folder))
        server, url = start(binary, Path(folder), UNLIMITED)
        try:
            times, answers = measure(url)
        finally:
            server.terminate()
            server.wait()
    if len(answers) != 1 or next(iter(answers))[0] != 401:
        sys.exit(f"the answers differ: {answers}")
    print(f"Failed logins, {COUNT} of each kind, in milliseconds")
    print(f"  {'':32} {'median':>8} {'10 %':>8} {'90 %':>8} {'stdev':>8}")
    for kind, values in times.items():
        tenths = statistics.quantiles(values, n=10)
        row = (statistics.median(values), tenths[0], tenths[8], statistics.stdev(values))
        print(f"  {kind:32} " + " ".join(f"{value:8.2f}" for value in row))
    medians = [statistics.median(values) for values in times.values()]
    print(f"  medians differ by {max(medians) - min(medians):.2f} ms; the answers are the same")


if __name__ == "__main__":
    main()
