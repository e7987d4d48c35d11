# One command for one job; what is longer than a line is in scripts/. `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: run test setup dev check fmt lint arch i18n e2e openstack bench release bundle help

DATA_DIR := $(or $(VITRINE_DATA_DIR),./data)
LISTEN := $(or $(VITRINE_LISTEN),127.0.0.1:9292)

run: release ## Set up, build and serve on http://127.0.0.1:9292 (VITRINE_LISTEN, VITRINE_DATA_DIR)
	@exec target/release/vitrine serve --data-dir "$(DATA_DIR)" --listen "$(LISTEN)"

test: ## Set up and test everything; the last line counts (SUITES="rust browser" for some)
	@scripts/test.sh $(SUITES)

setup: ## Install what running and testing need; quick when nothing is missing
	@scripts/setup.sh test

dev: ## Serve a debug build; rebuild and restart when a source changes
	@scripts/dev.sh

release: ## Build target/release/vitrine, one file with everything inside
	@scripts/setup.sh run
	@scripts/bundle.sh
	@scripts/with-tools.sh cargo build --release -p vitrine

bundle: ## Build what the browser loads, into target/site
	@scripts/setup.sh run
	@scripts/bundle.sh

check: ## Compile both halves, without building them
	@scripts/with-tools.sh cargo check --workspace --all-targets
	@scripts/with-tools.sh cargo check -p vitrine-app --no-default-features --features hydrate \
		--target wasm32-unknown-unknown --profile wasm-release

fmt: ## Format the Rust sources
	@scripts/with-tools.sh cargo fmt --all

lint: ## Formatting, lints of both halves, dependency rules, translations
	@scripts/test.sh format arch i18n clippy clippy-browser

arch: ## Check the dependency rules between crates and modules
	@scripts/arch.sh

i18n: ## Check that every language has the same messages
	@python3 scripts/i18n.py

e2e: ## Test in a real browser
	@scripts/test.sh bundle build browser-types browser

openstack: ## Test with the real OpenStack client
	@scripts/test.sh build openstack

bench: release ## Measure a 1 GiB upload and download, memory, asset sizes, failed logins, the catalog, searches
	@scripts/setup.sh bench
	@scripts/bench.sh
	@python3 scripts/bench_catalog.py target/release/vitrine
	@python3 scripts/bench_login.py target/release/vitrine
	@python3 scripts/bench_metadefs.py target/release/vitrine
	@scripts/with-postgres.sh python3 scripts/bench_metadefs.py target/release/vitrine

help: ## List these
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
