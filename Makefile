# Everything that is done with this folder, one target each. `make` alone lists them.
# Needed: Python 3.11 or newer, git, make. All else goes into .venv/ (delete it to start over).

VENV     := .venv
BIN      := $(VENV)/bin
PIP      := $(BIN)/python -m pip --disable-pip-version-check
DEMO_DIR ?= .demo
PORT     ?= 8080
KILLS    ?= 300
FRESH    ?=
ARGS     ?=
JOBS     ?= auto

# The first Python that is new enough; PYTHON=/path/of/python chooses another.
PYTHON   ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then command -v $$p; break; fi; done)

LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help install dev demo run test test-discord test-slack check format lint types lock docs clean simulate crash proofs mutate reliability

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  \033[1mmake %-11s\033[0m %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.runtime ## Install Tidings into .venv/ (the command is .venv/bin/tidings)

demo: $(VENV)/.runtime ## Show the bot on bundled feeds (FRESH=1 starts anew, PORT=8080)
	@$(BIN)/tidings demo --folder $(DEMO_DIR) --port $(PORT) $(if $(FRESH),--fresh) || [ $$? -eq 130 ]

run: $(VENV)/.runtime ## Run the bot on the real feeds of config/
	@$(BIN)/tidings run --config config $(ARGS) || [ $$? -eq 130 ]

test: dev ## Run the tests (ARGS="tests/test_line.py -x" chooses)
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

test-discord: dev ## Run the tests of Discord alone: drawing, simulated server, real sockets
	@$(BIN)/python -m pytest -n $(JOBS) tests/chat/discord $(ARGS)

test-slack: dev ## Run the tests of Slack alone: drawing, real sockets, 8 kills at random moments
	@$(BIN)/python -m pytest -n $(JOBS) tests/chat/slack tests/chat/test_parity.py $(ARGS)
	@$(BIN)/python -m tests.chat.slack.kills 8

check: dev ## Check format, lint and types, then run the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

crash: dev ## Kill the bot at every edge, then KILLS=300 times at random; count lost and doubled
	@$(BIN)/python -m tests.crash.sweep
	@$(BIN)/python -m tests.crash.kills $(KILLS) $(if $(SEED),--seed $(SEED))

proofs: dev ## Freeze the bot, lock it out, fill its disk; run the outbox machines and every time zone
	@$(BIN)/python -m tests.crash.proofs $(ARGS)

mutate: dev ## Change the code in small ways and count what the tests notice (SETS="outbox route" chooses)
	@$(BIN)/python -m tests.mutation $(SETS)

reliability: dev ## Print what was measured of reliability (build/reliability/), and what was not
	@$(BIN)/python -m tests.crash.results

format: dev ## Bring all files into the one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: dev ## Check format, lint and types only
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

docs: $(VENV)/.runtime ## Write docs/commands.md anew from the table of commands
	@$(BIN)/python -m bot.commands.page > docs/commands.md.new && mv docs/commands.md.new docs/commands.md

simulate: dev ## Live through days of faults in seconds (SEEDS=50 DAYS=2 FEEDS=50 CHANNELS=20)
	@$(BIN)/python -m tests.simulation --seeds $(or $(SEEDS),50) --first $(or $(FIRST),1) \
		--days $(or $(DAYS),2) --feeds $(or $(FEEDS),50) --channels $(or $(CHANNELS),20)

lock: ## Choose versions anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group build $(LOCK_FLAGS) --upgrade -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev -c requirements.lock $(LOCK_FLAGS) \
		--upgrade -o requirements-dev.lock

clean: ## Delete .venv/, the demo's state and all caches (never data/)
	rm -rf $(VENV) $(DEMO_DIR) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

dev: $(VENV)/.dev

# ── what is installed; a stamp file for each set, so that a second call starts at once ─────────

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found. Install one, or name it:" \
		"make PYTHON=/path/of/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is" \
		"older than 3.11. Leave PYTHON out, or name a newer one." >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { echo "$(PYTHON) cannot make a virtual environment." \
		"On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/.made
	@echo "Installing what Tidings needs into $(VENV)/ (about half a minute, only this once) …"
	@$(PIP) install -qq --require-hashes -r requirements.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what the tests and checks need into $(VENV)/ (only this once) …"
	@$(PIP) install -qq --require-hashes -r requirements-dev.lock
	@touch $@
