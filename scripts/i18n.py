"""Checks that every language says the same things: the same message ids with the same arguments.

English is the reference. Only what Vitrine writes is read: messages and terms without attributes.
"""

import re
import sys
from pathlib import Path

REFERENCE = "en"
ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*)[ \t]*=", re.M)
ATTRIBUTE = re.compile(r"^[ \t]+\.[a-zA-Z][\w-]*[ \t]*=", re.M)
ARGUMENT = re.compile(r"\$([a-zA-Z][\w-]*)")
NAME = re.compile(r"^-?[a-z][a-z0-9]*(-[a-z0-9]+)*$")


def messages(path, faults):
    text = path.read_text()
    if ATTRIBUTE.search(text):
        faults.append(f"{path}: no attributes; give the text an id of its own")
    starts = [*ENTRY.finditer(text)]
    found = {}
    for start, following in zip(starts, [*starts[1:], None]):
        body = text[start.end() : following.start() if following else len(text)]
        body = re.sub(r"(?m)^#.*$", "", body)
        name = start.group(1)
        if name in found:
            faults.append(f"{path}: {name} is there twice")
        if not NAME.match(name):
            faults.append(f"{path}: {name} is not kebab-case")
        if not body.strip():
            faults.append(f"{path}: {name} says nothing")
        found[name] = set(ARGUMENT.findall(body))
    return found


def main(root):
    faults = []
    locales = Path(root) / "locales"
    languages = sorted(path.name for path in locales.iterdir() if path.is_dir())
    count = 0
    for file in sorted(path.name for path in (locales / REFERENCE).glob("*.ftl")):
        reference = messages(locales / REFERENCE / file, faults)
        count += len(reference)
        for language in languages:
            path = locales / language / file
            if language == REFERENCE:
                continue
            if not path.exists():
                faults.append(f"{path} is missing")
                continue
            there = messages(path, faults)
            faults += [f"{path}: {name} is missing" for name in reference if name not in there]
            faults += [f"{path}: {name} is not in {REFERENCE}" for name in there if name not in reference]
            for name in reference.keys() & there.keys():
                if reference[name] != there[name]:
                    wanted, got = sorted(reference[name]), sorted(there[name])
                    faults.append(f"{path}: {name} has the arguments {got}, {REFERENCE} has {wanted}")
    for language in languages:
        extra = {p.name for p in (locales / language).glob("*.ftl")} - {p.name for p in (locales / REFERENCE).glob("*.ftl")}
        faults += [f"{locales / language / name} has no counterpart in {REFERENCE}" for name in sorted(extra)]
    if not count:
        faults.append(f"no messages in {locales / REFERENCE}")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"i18n: {len(faults)} faults" if faults else f"i18n: {count} messages in {', '.join(languages)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent))
