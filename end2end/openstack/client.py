"""The real OpenStack client inside this process: the same shell, without its start-up for each command."""

import contextlib
import io
import json
import os
import sys

from openstackclient import shell


class Refused(AssertionError):
    """The client ended with an error; its text is what it told."""


def run(environment, *arguments):
    """What one command printed, with these `OS_…` variables and no others."""
    words = [str(word) for word in arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OS_")}
    before = dict(os.environ)
    told, complaints = io.StringIO(), io.StringIO()
    os.environ.clear()
    os.environ.update({**kept, **environment, "OS_CLIENT_CONFIG_FILE": "/nonexistent/clouds.yaml"})
    try:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(complaints):
            app = shell.OpenStackShell()
            app.stdin, app.stdout, app.stderr = sys.stdin, told, complaints
            status = app.run(words)
    finally:
        os.environ.clear()
        os.environ.update(before)
    if status != 0:
        raise Refused(f"openstack {' '.join(words)}: {status}\n{told.getvalue()}{complaints.getvalue()}")
    return told.getvalue()


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
