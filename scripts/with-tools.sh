#!/usr/bin/env bash
# Runs a command with the tools on its PATH: with-tools.sh COMMAND…
source "$(dirname "$0")/lib.sh"
exec "$@"
