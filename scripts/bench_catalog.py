#!/usr/bin/env python3
"""Measures the catalog of metadata definitions beside an image show, by wrk on one machine.

Starts the server given as the argument with the starter catalog, and prints requests per second of each call
and their ratio to the image show, all in one run. Needs wrk (Debian's package of that name).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_server import call, login, start

SECONDS = os.environ.get("VITRINE_BENCH_SECONDS", "3")


def rate(url, path, token, *more):
    words = ["wrk", "-t1", "-c8", f"-d{SECONDS}s", "-H", f"X-Auth-Token: {token}"]
    for header in more:
        words += ["-H", header]
    told = subprocess.run([*words, url + path], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"Requests/sec:\s*([\d.]+)", told).group(1))


def main():
    binary = str(Path(sys.argv[1] if len(sys.argv) > 1 else "target/debug/vitrine").resolve())
    with tempfile.TemporaryDirectory(prefix="vitrine-catalog-") as folder:
        server, url = start(binary, Path(folder))
        try:
            token = login(url)
            _, image = call(url, "/v2/images", {"name": "bench"}, token)
            names = [it["namespace"] for it in call(url, "/v2/metadefs/namespaces?limit=1000", token=token)[1]["namespaces"]]
            path = {name: f"/v2/metadefs/namespaces/{name}" for name in names}
            size = {name: len(json.dumps(call(url, path[name], token=token)[1])) for name in names}
            largest = max(size, key=size.get)
            etag = call(url, path[largest], token=token)[0]["ETag"]
            calls = [
                ("image show", f"/v2/images/{image['id']}"),
                ("namespace list, 25", "/v2/metadefs/namespaces"),
                (f"namespace list, {len(names)}", "/v2/metadefs/namespaces?limit=1000"),
                (f"detail of {largest}, {size[largest]} bytes", path[largest]),
                ("the same, 304", path[largest], f"If-None-Match: {etag}"),
            ]
            print(f"Catalog: requests a second, 8 connections, {SECONDS} s each")
            base = None
            for name, where, *more in calls:
                found = rate(url, where, token, *more)
                base = base or found
                print(f"  {name:55} {found:9.0f}   {found / base:5.2f} × image show")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
