"""The real OpenStack clients in forks of this process: the same shells, without their start-up for each command."""

import json
import os
import sys
import tempfile
import traceback
from importlib.metadata import entry_points

from glanceclient import shell as glance_shell
from glanceclient.v2 import client as _glance_client  # noqa: F401
from glanceclient.v2 import shell as _glance_commands  # noqa: F401
from openstack import connection as _connection  # noqa: F401
from openstackclient import shell


# Loaded here once, for all forks.
for group in ["openstack.common", "openstack.identity.v3", "openstack.image.v2"]:
    for command in entry_points(group=group):
        command.load()


class Refused(AssertionError):
    """The client ended with an error; its text is what it told."""


def run(environment, *arguments):
    """What one command of `openstack` printed."""
    return apart(openstack_main, environment, ["openstack", *map(str, arguments)])


def glance(environment, *arguments):
    """What one command of `glance` printed. It asks for the server's schemas each time, as a new user's does."""
    with tempfile.TemporaryDirectory() as home:
        return apart(glance_main, {**environment, "HOME": home}, ["glance", *map(str, arguments)])


def openstack_main(words):
    app = shell.OpenStackShell()
    app.stdin, app.stdout, app.stderr = sys.stdin, sys.stdout, sys.stderr
    return app.run(words)


def glance_main(words):
    sys.argv[1:] = words
    return glance_shell.main()


def apart(main, environment, words):
    """Runs a client with these `OS_…` variables and no others.

    Both clients keep things in their classes, a login among them, which the next command must not see.
    """
    with tempfile.TemporaryFile("w+") as told, tempfile.TemporaryFile("w+") as complaints:
        child = os.fork()
        if child == 0:
            sys.stdout, sys.stderr = told, complaints
            # A terminal that nobody types at: from anything else the client would take an image's data.
            sys.stdin = os.fdopen(os.openpty()[1])
            for name in [name for name in os.environ if name.startswith("OS_")]:
                del os.environ[name]
            os.environ.update({**environment, "OS_CLIENT_CONFIG_FILE": "/nonexistent/clouds.yaml"})
            leave(lambda: main(words[1:]))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for text in (told, complaints):
            text.seek(0)
        answer = told.read()
        if status != 0:
            raise Refused(f"{' '.join(words)}: {status}\n{answer}{complaints.read()}")
        return answer


def leave(work):
    """Ends this process with the status of the work, and nothing that was to follow in it."""
    status = 1
    try:
        status = work() or 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def table(text):
    """The rows of a table that `glance` printed, each a map from head to cell."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] if rows else []


def sheet(text):
    """The fields of one thing that `glance` printed."""
    return {row["Property"]: row["Value"] for row in table(text)}


def known(environment, *arguments):
    """What one command printed, as JSON."""
    return json.loads(run(environment, *arguments, "-f", "json"))


def password(url, user, secret, project=None, **more):
    """Variables of a login by password, with the generic plugin unless another is named."""
    scope = {"OS_PROJECT_NAME": project, "OS_PROJECT_DOMAIN_NAME": "Default"} if project else {}
    return {
        "OS_AUTH_TYPE": "password",
        "OS_AUTH_URL": f"{url}/identity/v3",
        "OS_IDENTITY_API_VERSION": "3",
        "OS_USERNAME": user,
        "OS_USER_DOMAIN_NAME": "Default",
        "OS_PASSWORD": secret,
        **scope,
        **more,
    }
