#!/usr/bin/env python3
"""Times searches over a large catalog of metadata definitions.

Starts the server given as the argument on a data directory of its own (on the PostgreSQL that
VITRINE_TEST_POSTGRES_URL names, where it does: see scripts/with-postgres.sh), loads definitions through the
API, and prints how long the index takes to catch up and the medians of searches.

VITRINE_BENCH_PROPERTIES sets the number of definitions (default 10000), VITRINE_BENCH_SEARCHES how often each
search is made (default 50).
"""

import http.client
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from bench_server import login, start

PROPERTIES = int(os.environ.get("VITRINE_BENCH_PROPERTIES", "10000"))
SEARCHES = int(os.environ.get("VITRINE_BENCH_SEARCHES", "50"))
IN_ONE = 500
WORDS = (
    "cpu memory disk network policy thread socket core huge page size limit quota bus model video "
    "driver firmware secure boot guest agent host trait aggregate weight isolate share prefer mode rate"
).split()
SIGNS = "处理器内存磁盘网络策略线程插槽核心大页限制配额总线型号视频驱动固件安全启动客户机代理主机特性"
QUESTIONS = [
    ("one definition by its key", "q=" + quote("hw:rare_key_4711")),
    ("one definition, a Chinese phrase", "q=" + quote("绑定罕见")),
    ("two words", "q=cpu+policy"),
    ("two words, integers only", "q=cpu+policy&type=integer"),
    ("a Chinese word", "q=" + quote("内存")),
    ("a word that most have", "q=setting"),
    ("one letter", "q=s"),
    ("nothing", "q=nowhere"),
]


def settings():
    url = os.environ.get("VITRINE_TEST_POSTGRES_URL")
    chosen = {"VITRINE__METADEFS__STARTER_CATALOG": "false"}
    return {**chosen, "VITRINE__DATABASE__URL": url} if url else chosen


class Client:
    def __init__(self, url):
        address = urlsplit(url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port)
        self.token = login(url)

    def call(self, method, path, body=None, headers=()):
        """The milliseconds that it took, the response, its text."""
        text = None if body is None else json.dumps(body)
        sent = {"X-Auth-Token": self.token, "Content-Type": "application/json", **dict(headers)}
        began = time.perf_counter()
        self.connection.request(method, path, text, sent)
        response = self.connection.getresponse()
        answer = response.read()
        took = (time.perf_counter() - began) * 1000
        if response.status >= 300:
            sys.exit(f"{method} {path}: {response.status} {answer[:500]}")
        return took, response, answer


def namespace(number, count):
    dice = random.Random(number)
    first = number * IN_ONE
    properties, chinese = {}, {}
    for index in range(first, first + count):
        words = dice.sample(WORDS, 8)
        name = "rare_key_4711" if index == 4711 % PROPERTIES else f"{words[0]}_{words[1]}_{index}"
        properties[name] = {
            "type": dice.choice(["string", "integer", "boolean"]),
            "title": f"{words[2]} {words[3]} setting".capitalize(),
            "description": f"Sets the {' '.join(words[4:])} of a guest and its {words[0]}. " * 2,
        }
        if properties[name]["type"] == "string":
            properties[name]["enum"] = words[:4]
        title = "".join(dice.sample(SIGNS, 6))
        chinese[name] = {"title": "绑定罕见" if name == "rare_key_4711" else title}
    return {
        "namespace": f"OS::Bench::N{number}",
        "visibility": "public",
        "protected": False,
        "resource_type_associations": [{"name": "OS::Nova::Flavor", "prefix": "hw:"}],
        "properties": properties,
        "translations": {"zh-CN": {"properties": chinese}},
    }


def main():
    binary = str(Path(sys.argv[1] if len(sys.argv) > 1 else "target/debug/vitrine").resolve())
    with tempfile.TemporaryDirectory(prefix="vitrine-metadefs-") as folder:
        server, url = start(binary, Path(folder), settings())
        try:
            client = Client(url)
            base, search = "/vitrine/v1/metadefs/namespaces", "/vitrine/v1/metadefs/search"
            loaded = 0
            for number in range(-(-PROPERTIES // IN_ONE)):
                document = namespace(number, min(IN_ONE, PROPERTIES - number * IN_ONE))
                path = f"{base}/{quote(document['namespace'])}/document"
                loaded += client.call("PUT", path, document, [("If-None-Match", "*")])[0]
            all_of_it = client.call("GET", f"{search}?q=nowhere")[0]
            tag = "/v2/metadefs/namespaces/OS::Bench::N0/tags/new"
            client.call("POST", tag)
            one_of_it = client.call("GET", f"{search}?q=nowhere")[0]
            where = "PostgreSQL" if os.environ.get("VITRINE_TEST_POSTGRES_URL") else "SQLite"
            print(f"Search over {PROPERTIES} definitions on {where}, in milliseconds")
            print(f"  loading them all                     {loaded:9.0f}")
            print(f"  first search, which indexes them all {all_of_it:9.0f}")
            print(f"  search after a change of {IN_ONE} of them {one_of_it:9.0f}")
            print(f"  {'':34} {'hits':>6} {'median':>8} {'90 %':>8}")
            for name, query in QUESTIONS:
                total = json.loads(client.call("GET", f"{search}?{query}")[2])["total"]
                times = [client.call("GET", f"{search}?{query}")[0] for _ in range(SEARCHES)]
                ninth = statistics.quantiles(times, n=10)[8]
                print(f"  {name:34} {total:6} {statistics.median(times):8.2f} {ninth:8.2f}")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
