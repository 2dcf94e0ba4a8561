# One command to set up, one to check.
PYTHON ?= .venv/bin/python

.PHONY: setup check lint types imports test
setup:
	python3 -m venv .venv
	$(PYTHON) -m pip install -q -e ".[test]"

check: lint types imports test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

imports:
	.venv/bin/lint-imports --no-cache

test:
	$(PYTHON) -m pytest
