# `make help` is the only thing to remember.
SHELL := /bin/bash
PY := .venv/bin/python
QUESTIONS ?= $(wildcard ../shared/data/real_questions_dev.tsv)
export RASA_TELEMETRY_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help install serve chat train test eval bench check test-fast test-pythons test-ordinary browser format lock clean

help: ## Show what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

install: .venv/installed ## Install everything into .venv (Python 3.10, 3.11 or 3.12)

.venv/installed: requirements.lock pyproject.toml scripts/install
	@scripts/install

.venv/installed-dev: .venv/installed requirements-dev.lock
	@scripts/install --dev

train: .venv/installed ## Train the model if training data, domain or config changed
	@$(PY) -m advisor.cli train

serve: .venv/installed ## Install, train, seed and start the server; prints the address to open
	@ADVISOR_DEMO=$${ADVISOR_DEMO:-yes} $(PY) -m advisor.cli serve

chat: .venv/installed ## The same conversation in the terminal
	@$(PY) -m advisor.cli chat

test: .venv/installed-dev browser train ## The whole test suite
	@$(PY) -m pytest

eval: .venv/installed ## How well questions are told apart (QUESTIONS=file.tsv BANKING77=folder CLINC150=data_full.json)
	@$(PY) benchmarks/intents.py $(if $(QUESTIONS),--questions $(QUESTIONS)) $(if $(BANKING77),--banking77 $(BANKING77)) \
	  $(if $(CLINC150),--clinc150 $(CLINC150)) $(if $(ONLY),--only $(ONLY))

bench: .venv/installed-dev ## Speed of orders, stages, forecast, loans, matching, knowledge and report; how well the search finds; the forecast's coverage on real data where it is at hand
	@for one in orders stages forecast loans backtest matching knowledge_base report 'search --times'; do echo "== $$one"; $(PY) -m benchmarks.$$one || exit 1; done

check: .venv/installed-dev ## Format, lint, types, imports, fast tests
	@$(PY) -m ruff format --check . && $(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(PY) -m pytest -m "not slow"

test-pythons: ## Fast tests and a served conversation on each Python of 3.10, 3.11, 3.12 that is present
	@scripts/test-pythons

test-ordinary: ## The ordinary way: Python 3.10, pip install rasa==3.6.21, rasa train / run / run actions
	@scripts/test-ordinary

browser: ## Chromium and a Chinese font for the browser test (Debian and Ubuntu, as root)
	@scripts/install-browser

format: .venv/installed-dev ## Format the code
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix .

lock: ## Resolve requirements*.lock anew from pyproject.toml (needs uv)
	@scripts/lock

clean: ## Remove the environment, models and local data
	rm -rf .venv models var .rasa
