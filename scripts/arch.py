"""Checks who may know whom: between crates by Cargo's own graph, inside the server by its imports.

`arch.py [ROOT]` checks; `arch.py --self-test [ROOT]` breaks a copy in every way and demands to be told.
ARCHITECTURE.md says why each rule is there.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HTTP = {"axum", "hyper", "tower-http", "reqwest"}
DATABASE = {"sea-orm", "sea-orm-migration", "sqlx", "sqlx-core"}
STORAGE = {"opendal"}
INTERFACE = {"leptos", "leptos_axum"}

# (crate, what it is built as, cargo's arguments, ours that it may use, others that it must not reach)
CRATES = [
    ("vitrine-wire", "", ["--features", "openapi"], set(), HTTP | DATABASE | STORAGE | INTERFACE | {"tokio"}),
    ("vitrine-metadef", "", [], {"vitrine-wire"}, HTTP | DATABASE | STORAGE | INTERFACE | {"tokio"}),
    ("vitrine-domain", "", [], {"vitrine-wire", "vitrine-metadef"}, HTTP | DATABASE | STORAGE | INTERFACE | {"tokio"}),
    (
        "vitrine-app",
        "in the browser",
        ["--no-default-features", "--features", "hydrate", "--target", "wasm32-unknown-unknown"],
        {"vitrine-wire", "vitrine-metadef"},
        {"axum", "hyper", "leptos_axum"} | DATABASE | STORAGE,
    ),
    (
        "vitrine-app",
        "in the server",
        ["--no-default-features", "--features", "ssr"],
        {"vitrine-wire", "vitrine-metadef", "vitrine-domain"},
        {"reqwest"} | DATABASE | STORAGE,
    ),
]

SERVER = "server/src"


def anywhere(*_):
    return True


def server_outside(*folders):
    """Files of the server that are in none of these modules (a folder or a file of that name)."""

    def chosen(path):
        inner = path.removeprefix(SERVER + "/")
        return inner != path and not any(inner == f"{name}.rs" or inner.startswith(f"{name}/") for name in folders)

    return chosen


def server_inside(folder):
    return lambda path: path.startswith(f"{SERVER}/{folder}/") or path == f"{SERVER}/{folder}.rs"


def domain_but(*files):
    return lambda path: path.startswith("server/domain/src/") and not any(path.endswith(name) for name in files)


def names(*modules):
    """An import or a path of one of the server's modules, in any of the ways Rust writes it."""
    any_of = "|".join(modules)
    return re.compile(
        rf"\bcrate::(?:{any_of})\b|\bvitrine::(?:{any_of})\b"
        rf"|\bcrate::\{{(?:[^;]*[\s,{{])?(?:{any_of})\b(?=\s*(?:::|[,}}]))"
    )


# The one that is betrayed by a string.
SHELL = re.compile(r'"(?:/bin/|/usr/bin/)?(?:ba|da|z)?sh"')

# (what is wrong, in which files, what betrays it)
SOURCES = [
    ("only the database module and boot may name sea_orm", server_outside("db", "boot"), re.compile(r"\bsea_orm\w*\b")),
    ("only the storage module may name opendal", server_outside("storage"), re.compile(r"\bopendal\b")),
    ("inner_html would let data become markup", anywhere, re.compile(r"\binner_html\b")),
    ("no shell: arguments go to the program as they are", anywhere, SHELL),
    ("rest knows services, not what stands behind them", server_inside("rest"), names("db", "storage", "boot")),
    ("ui knows services, not what stands behind them", server_inside("ui"), names("db", "storage", "boot")),
    ("the database module knows ports only", server_inside("db"), names("rest", "ui", "storage", "boot")),
    ("the storage module knows ports only", server_inside("storage"), names("rest", "ui", "db", "boot")),
    ("identity knows ports only", server_inside("identity"), names("rest", "ui", "db", "storage", "boot")),
    ("entities stay inside the database module", server_outside("db"), re.compile(r"\bdb::(?:\w+::)*entities\b")),
    (
        "the domain asks its clock port for the time",
        domain_but("/clock.rs", "/testing.rs"),
        re.compile(r"\bnow_utc\s*\(|\bSystemTime::now\b|\bInstant::now\b|\bstd::env\b"),
    ),
]


def crate_faults(root):
    for crate, built, arguments, ours, banned in CRATES:
        command = ["cargo", "tree", "-p", crate, "-e", "normal", "--prefix", "none", "-f", "{p}", *arguments]
        run = subprocess.run(command, cwd=root, capture_output=True, text=True)
        who = f"{crate} {built}".strip()
        if run.returncode:
            yield f"{who}: cargo tree failed: {run.stderr.strip()}"
            continue
        used = {line.split()[0] for line in run.stdout.splitlines() if line.strip()} - {crate}
        for name in sorted(used):
            if (name == "vitrine" or name.startswith("vitrine-")) and name not in ours:
                yield f"{who} must not use {name}"
            if name in banned:
                yield f"{who} must not reach {name}"


# Comments, raw strings, strings and characters: what may look like code and is none.
NO_CODE = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|b?r(?P<hashes>\#+)".*?"(?P=hashes)|b?r"[^"]*"|b?"(?:\\.|[^"\\])*"|b?'(?:\\.|[^'\\\n])'""",
    re.S,
)


def code_of(text, strings):
    """The code without comments, and without what is in strings unless asked; line breaks stay."""

    def replace(found):
        if found["comment"] is None and strings:
            return found.group()
        return "\n" * found.group().count("\n") or ("" if found["comment"] else '""')

    return NO_CODE.sub(replace, text)


def source_faults(root):
    seen = 0
    for folder in ("app", "server"):
        for path in sorted((root / folder).rglob("*.rs")):
            seen += 1
            name = path.relative_to(root).as_posix()
            text = path.read_text()
            views = {strings: code_of(text, strings) for strings in (False, True)}
            for fault, chosen, betrayed in SOURCES:
                code = views[betrayed is SHELL]
                if chosen(name):
                    for found in betrayed.finditer(code):
                        line = code.count("\n", 0, found.start()) + 1
                        yield f"{name}:{line}: {fault}"
    if not seen:
        yield "no sources found; is this the right folder?"


def faults(root):
    return [*crate_faults(root), *source_faults(root)]


# --- does it notice? ----------------------------------------------------------------------------


def append(file, text):
    def edit(root):
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as out:
            out.write(text)

    return edit


def depend(manifest, line):
    def edit(root):
        path = root / manifest
        path.write_text(path.read_text().replace("[dependencies]\n", f"[dependencies]\n{line}\n", 1))

    return edit


CRATE_BREAKS = [
    (depend("app/wire/Cargo.toml", "vitrine-domain.workspace = true\n"), "cargo tree failed"),  # a cycle
    (depend("app/wire/Cargo.toml", "tokio.workspace = true"), "vitrine-wire must not reach tokio"),
    (depend("app/metadef/Cargo.toml", "tokio.workspace = true"), "vitrine-metadef must not reach tokio"),
    (depend("server/domain/Cargo.toml", "axum.workspace = true"), "vitrine-domain must not reach axum"),
    (depend("server/domain/Cargo.toml", "sea-orm.workspace = true"), "vitrine-domain must not reach sea-orm"),
    (depend("server/domain/Cargo.toml", "opendal.workspace = true"), "vitrine-domain must not reach opendal"),
    (depend("server/domain/Cargo.toml", "tokio.workspace = true"), "vitrine-domain must not reach tokio"),
    (depend("server/domain/Cargo.toml", "leptos.workspace = true"), "vitrine-domain must not reach leptos"),
    (
        depend("app/Cargo.toml", 'vitrine-domain-again = { package = "vitrine-domain", path = "../server/domain" }'),
        "vitrine-app in the browser must not use vitrine-domain",
    ),
    (depend("app/Cargo.toml", "opendal.workspace = true"), "vitrine-app in the server must not reach opendal"),
]

SOURCE_BREAKS = [
    (append("server/src/rest/broken.rs", "use sea_orm::EntityTrait;\n"), "may name sea_orm"),
    (append("server/src/db/broken.rs", "use opendal::Operator;\n"), "may name opendal"),
    (append("server/src/rest/broken.rs", "use crate::db::repos;\n"), "rest knows services"),
    (append("server/src/rest/broken.rs", "use crate::{\n    state::AppState,\n    storage::Fs,\n};\n"), "rest knows services"),
    (append("server/src/rest/v2/broken.rs", "fn f() { crate::storage::open() }\n"), "rest knows services"),
    (append("server/src/ui/broken.rs", "use crate::db;\n"), "ui knows services"),
    (append("server/src/db/broken.rs", "use crate::rest::error;\n"), "database module knows ports"),
    (append("server/src/storage/broken.rs", "use crate::db::Db;\n"), "storage module knows ports"),
    (append("server/src/identity/broken.rs", "use crate::db::Db;\n"), "identity knows ports"),
    (append("server/src/jobs/broken.rs", "use crate::db::entities::image;\n"), "entities stay inside"),
    (append("app/src/broken.rs", "view! { <p inner_html=x/> }\n"), "inner_html"),
    (append("server/src/broken.rs", 'fn f() { Command::new("sh").arg("-c"); }\n'), "no shell"),
    (append("server/domain/src/broken.rs", "fn f() { OffsetDateTime::now_utc(); }\n"), "clock port"),
]

# What must not raise the alarm.
HARMLESS = append(
    "server/src/rest/fine.rs",
    '//! Never sea_orm here, nor crate::db.\nuse crate::{\n    extract::Page,\n    error::dbg,\n};\n// crate::storage\nconst U: &str = "https://x";\n'
    "const V: &str = \"sea_orm=warn \\\" opendal\"; const W: &str = r#\"use \" opendal\"#; const X: char = '\"';\n"
    "fn f<'a>(x: &'a str) {} /* opendal\n */\n",
)


def self_test(root):
    bad = 0
    with tempfile.TemporaryDirectory(prefix="vitrine-arch-") as scratch:
        copy = Path(scratch) / "copy"

        def fresh():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(
                root, copy, ignore=shutil.ignore_patterns("target", "node_modules", ".git", "data", "end2end")
            )

        fresh()
        HARMLESS(copy)
        whole = faults(copy)
        if whole:
            bad += 1
            print("a copy that is whole was blamed:", *whole, sep="\n  ")
        cases = [*((*case, crate_faults) for case in CRATE_BREAKS), *((*case, source_faults) for case in SOURCE_BREAKS)]
        for edit, expected, look in cases:
            fresh()
            edit(copy)
            told = [*look(copy)]
            if not any(expected in fault for fault in told):
                bad += 1
                print(f"not noticed: {expected} (told: {told})")
    tried = len(cases) + 1
    print(f"arch self-test: {tried - bad} of {tried} as expected")
    return bad


def main(arguments):
    testing = "--self-test" in arguments
    places = [argument for argument in arguments if not argument.startswith("--")]
    root = Path(places[0] if places else Path(__file__).parent.parent).resolve()
    if testing:
        return 1 if self_test(root) else 0
    found = faults(root)
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"arch: {len(found)} broken" if found else "arch: every rule holds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
