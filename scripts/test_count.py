"""count.py against what the runners really write."""

import json
import tempfile
import unittest
from pathlib import Path

from count import count

NEXTEST = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nextest-run" tests="3" failures="1" errors="0" uuid="x" timestamp="t" time="0.1">
  <testsuite name="vitrine::it" tests="3" disabled="0" errors="0" failures="1">
    <testcase name="a" classname="vitrine::it" time="0.1"></testcase>
    <testcase name="b" classname="vitrine::it" time="0.1">
      <failure type="test failure with exit code 101">thread 'b' panicked &lt;here&gt;</failure>
    </testcase>
    <testcase name="c" classname="vitrine::it" time="0.1"><system-out>9 passed, 9 failed</system-out></testcase>
  </testsuite>
</testsuites>"""

PYTEST = """<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1"
failures="0" skipped="1" tests="3"><testcase classname="t" name="a" time="0"/><testcase classname="t" name="b"
time="0"><error message="failed on setup">x</error></testcase><testcase classname="t" name="c" time="0"><skipped
type="pytest.skip" message="m">x</skipped></testcase></testsuite></testsuites>"""

DOCTEST = """running 2 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s

test result: FAILED. 1 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s
"""


def report(expected=0, unexpected=0, flaky=0, skipped=0, errors=()):
    stats = {"expected": expected, "unexpected": unexpected, "flaky": flaky, "skipped": skipped}
    return json.dumps({"stats": stats, "errors": list(errors)})


class Counting(unittest.TestCase):
    def told(self, kind, text, status=0):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "report"
            if text is not None:
                file.write_text(text)
            return count(kind, file, status)

    def test_junit(self):
        self.assertEqual(self.told("junit", NEXTEST, 100), (2, 1, 0))
        self.assertEqual(self.told("junit", PYTEST, 1), (1, 1, 1))

    def test_playwright(self):
        self.assertEqual(self.told("playwright", report(5, 1, 1, 2), 1), (5, 2, 2))
        self.assertEqual(self.told("playwright", report(errors=[{"message": "no config"}]), 1), (0, 1, 0))

    def test_doctest(self):
        self.assertEqual(self.told("doctest", DOCTEST, 101), (3, 3, 1))
        self.assertEqual(self.told("doctest", ""), (0, 0, 0))

    def test_a_runner_that_fails_silently_counts(self):
        self.assertEqual(self.told("doctest", "error: could not compile", 101), (0, 1, 0))
        self.assertEqual(self.told("junit", NEXTEST.replace("failure", "system-err"), 7), (3, 1, 0))
        self.assertEqual(self.told("playwright", report(3), 2), (3, 1, 0))

    def test_a_missing_or_torn_report_counts(self):
        for kind in ("junit", "playwright"):
            self.assertEqual(self.told(kind, None, 0), (0, 1, 0))
            self.assertEqual(self.told(kind, "{<half", 0), (0, 1, 0))


if __name__ == "__main__":
    unittest.main()
