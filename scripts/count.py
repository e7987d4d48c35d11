"""Counts what a test runner reported.

`count.py KIND FILE STATUS` prints `passed failed skipped`. KIND is junit (nextest, pytest), playwright
(its JSON) or doctest (what `cargo test --doc` printed); STATUS is the runner's exit status. A report that
is missing or unreadable, and a runner that failed without saying in which test, count as one failure.
"""

import json
import re
import sys
import xml.etree.ElementTree as xml
from pathlib import Path


def junit(text):
    passed = failed = skipped = 0
    for case in xml.fromstring(text).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def playwright(text):
    report = json.loads(text)
    stats = report["stats"]
    # Flaky is passed at the second try: a failure that nobody saw.
    failed = stats["unexpected"] + stats["flaky"]
    return stats["expected"], failed or min(1, len(report.get("errors", []))), stats["skipped"]


def doctest(text):
    passed = failed = skipped = 0
    for found in re.finditer(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;", text, re.M):
        passed, failed, skipped = (a + int(b) for a, b in zip((passed, failed, skipped), found.groups()))
    return passed, failed, skipped


KINDS = {"junit": junit, "playwright": playwright, "doctest": doctest}


def count(kind, file, status):
    try:
        passed, failed, skipped = KINDS[kind](Path(file).read_text())
    except (OSError, ValueError, KeyError, TypeError, xml.ParseError):
        return 0, 1, 0
    return passed, failed or int(status != 0), skipped


if __name__ == "__main__":
    print(*count(sys.argv[1], sys.argv[2], int(sys.argv[3])))
