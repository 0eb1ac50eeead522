# What a person needs: make run, make test, make check. The rest is for those who build and measure.

BIN := .venv/bin
PYTHON := $(BIN)/python
READY := .venv/.ready
SYSTEM := $(shell uname -s)
JOBS ?= 2
ARGS ?=

# Coverage and its floor (fail_under in pyproject.toml) are those of all tests: CI measures them
# with `make test`, and a part of the tests, chosen by ARGS, is not held to the floor. Measured
# tests take longer, so they may.
MEASURED := --cov --timeout=240
COVERED_IN_CI := $(if $(CI),$(if $(ARGS),,$(MEASURED) --cov-report=))
NO_FLOOR := $(if $(ARGS),--cov-fail-under=0)

LOCK_WITH := pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links --extra central --extra dev

.DEFAULT_GOAL := help
.PHONY: help setup i18n run test coverage check format bench mutants screens build lock clean
.PHONY: check-form check-lint check-types check-imports check-catalogues check-audit

help:  ## these lines
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

setup: $(READY)  ## .venv from requirements.lock

$(READY): requirements.lock pyproject.toml tools/setup.sh
	@sh tools/setup.sh
	@touch $@

run: $(READY)  ## the practice center in a window; without a display a demo written to out/demo
ifneq ($(filter Darwin,$(SYSTEM))$(DISPLAY)$(WAYLAND_DISPLAY),)
	$(PYTHON) -m ptc_app practice $(ARGS)
else
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m ptc_app demo --headless --out out/demo --data-dir practice $(ARGS)
endif

test: $(READY)  ## all tests, in JOBS processes; ARGS goes to pytest
	$(PYTHON) -m pytest -n $(JOBS) --dist worksteal $(COVERED_IN_CI) $(ARGS)

coverage: $(READY)  ## all tests, with the lines and branches they do not reach
	$(PYTHON) -m pytest -n $(JOBS) --dist worksteal $(MEASURED) --cov-report=term $(NO_FLOOR) $(ARGS)

check: check-form check-lint check-types check-imports check-catalogues check-audit  ## form, types, imports, known weaknesses

check-form: $(READY)
	$(BIN)/ruff format --check .

check-lint: $(READY)
	$(BIN)/ruff check .

check-types: $(READY)
	$(BIN)/mypy

check-imports: $(READY)
	$(BIN)/lint-imports --no-logo

check-catalogues: $(READY)
	$(PYTHON) -m tools.catalogues --check

check-audit: $(READY)
	$(PYTHON) tools/dependency_audit.py

i18n: $(READY)  ## catalogues in resources/i18n brought up to date with the texts in the code
	$(PYTHON) -m tools.catalogues

format: $(READY)  ## puts the form right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## each measurement of tests/bench, one line of JSON each
	$(PYTHON) tools/bench.py

mutants: $(READY)  ## whether the tests notice 90 % of 200 random changes of the program
	$(PYTHON) -m tools.mutate --jobs $(JOBS) $(ARGS)

screens: $(READY)  ## pictures of every page, to screens/
	$(PYTHON) -m tests.support.screens screens/

build: $(READY)  ## the program as a folder, dist/ptc-app, tried without Python
	sh tools/setup.sh build
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	env -i HOME="$$(mktemp -d)" LANG=C.UTF-8 PATH=/nowhere QT_QPA_PLATFORM=offscreen \
		"$(CURDIR)/dist/ptc-app/ptc-app" self-check --json

lock: $(READY)  ## requirements.lock anew from pyproject.toml; ARGS=--upgrade for newer versions
	$(BIN)/uv $(LOCK_WITH) $(ARGS) pyproject.toml -o requirements.lock

clean:  ## what was made here, except .venv and practice/
	rm -rf build dist out screens .coverage .coverage.* htmlcov
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find ptc_app ptc_central tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
