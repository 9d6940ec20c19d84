# `make run`: set up, then coach. `make test`: set up, then every check. Nothing else is needed.
PYTHON ?= python3
# How many processes share the tests: one for each core, four at most. WORKERS=0 is this one alone.
WORKERS ?= auto
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := run
.PHONY: run test lint lock clean

run: $(VENV)/.ready
	@$(BIN)/coach run

test: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Pin what pyproject.toml allows, without naming an index. Needs `uv` in the environment.
lock: $(VENV)/.ready-dev
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	    pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	    --extra dev pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Umbrella needs Python 3.11 or newer; name yours with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	    { rm -rf $(VENV); echo "On Debian and Ubuntu, first run: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.ready: $(BIN)/pip requirements.lock pyproject.toml
	@echo "Setting up; the first time takes a minute." >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

# Train the ear anew; users never need this. TRAIN="--runs 1" is one training instead of four.
.PHONY: ear
ear: .venv-train/.ready
	.venv-train/bin/python -m training.train $(TRAIN)

.venv-train/.ready: pyproject.toml
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet --disable-pip-version-check --editable '.[train]'
	@touch $@
