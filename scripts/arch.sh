#!/usr/bin/env bash
# Checks the dependency rules between crates and modules: arch.sh [--self-test]
source "$(dirname "$0")/lib.sh"
exec python3 scripts/arch.py "$@"
