# Needs make and Python 3.11 or newer with pip and venv; nothing else has to be there before.
# `make run` shows the program on a sample report, `make test` is everything that a change has to pass.

SAMPLE := corpus/gold/g01.txt

VENV := .venv
BUILD := build
NUMBERS := benchmarks/bench_numbers.py
RIVALS := $(BUILD)/rivals
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PACKAGES := models extractor corpus service
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help run test bench bench-numbers lint format lock clean

help:
	@echo "make run      extract the figures of $(SAMPLE); HTML and workbook go to $(BUILD)/"
	@echo "make test     ruff, mypy, import-linter and all tests"
	@echo "make lint     ruff, mypy and import-linter only"
	@echo "make format   mend imports and layout"
	@echo "make bench    speed and memory; its part bench-numbers puts other readers of numbers into $(RIVALS)/"
	@echo "make lock     pin the dependencies anew (needs uv)"
	@echo "make clean    remove the environment, $(BUILD)/ and caches"

run: $(VENV)/.runtime
	@mkdir -p $(BUILD)
	@$(BIN)/junheng extract $(SAMPLE)
	@$(BIN)/junheng extract $(SAMPLE) --format html --output $(BUILD)/sample.html
	@$(BIN)/junheng extract $(SAMPLE) --format xlsx --output $(BUILD)/sample.xlsx
	@echo
	@echo "The same with every figure marked in the text: $(BUILD)/sample.html"
	@echo "The same as a workbook:                         $(BUILD)/sample.xlsx"

test: lint
	@scripts/install_test_packages.sh
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	@set -e; for script in $(filter-out $(NUMBERS),$(sort $(wildcard benchmarks/bench_*.py))); do \
		echo "== $$script"; PYTHONPATH=. $(BIN)/python $$script; done
	@$(MAKE) --no-print-directory bench-numbers

bench-numbers: $(RIVALS)/.installed
	@echo "== $(NUMBERS)"
	@PYTHONPATH=.:$(RIVALS) $(BIN)/python $(NUMBERS)

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv (pip install uv)." >&2; exit 1; }
	$(LOCK) --extra build pyproject.toml -o requirements/runtime.lock
	$(LOCK) --extra build --extra dev -c requirements/runtime.lock pyproject.toml -o requirements/dev.lock
	$(LOCK) -c requirements/runtime.lock requirements/rivals.in -o requirements/rivals.lock

clean:
	rm -rf $(VENV) $(BUILD) dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find $(PACKAGES) tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# A new lock gets a new environment: nothing that the lock no longer names may stay in it.
$(VENV)/.runtime: requirements/runtime.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
		echo "Junheng needs Python 3.11 or newer, and none was found on the PATH." >&2; \
		echo "Install it (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; fi
	@echo "Making $(VENV) with $(PYTHON) by $<"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make an environment. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) install --require-hashes -r $<
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.runtime
	@echo "Adding the tools of the tests by $<"
	@$(PIP) install --require-hashes -r $<
	@touch $@

# Beside the environment, not in it: only the benchmark that compares with them has this folder on its path.
# What comes as sources is built by the setuptools of runtime.lock, not by one fetched without a hash.
$(RIVALS)/.installed: requirements/rivals.lock $(VENV)/.runtime
	@echo "Filling $(RIVALS) by $<"
	@rm -rf $(RIVALS)
	@$(PIP) install --require-hashes --no-build-isolation --target $(RIVALS) -r $<
	@touch $@
