"""Serves a Keystone on a loopback port: serve.py CONFIGURATION PORT READY_FILE.

Port 0 takes a free one. The ready file gets the port once connections are accepted.
"""

import os
import sys
from pathlib import Path

configuration, port, ready = sys.argv[1:]
os.environ["OS_KEYSTONE_CONFIG_FILES"] = configuration
sys.argv = ["keystone"]

from keystone.server.wsgi import initialize_public_application  # noqa: E402
# One thread: it makes its own parts when they are first needed, and not for two at once; nor does
# SQLite like two who write.
from waitress import create_server  # noqa: E402

server = create_server(initialize_public_application(), host="127.0.0.1", port=int(port), threads=1)
part = Path(ready + ".part")
part.write_text(str(server.effective_port))
part.rename(ready)
server.run()
