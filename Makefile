# Two commands do everything: `make demo` and `make test`. Both set up .venv by themselves.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test demo-test simulate faults judge lint bench translations clean help

help:
	@echo "make demo          set up, then run the main job (a console, or headless with pictures in build/demo)"
	@echo "make test          set up, then lint, type-check and run all tests"
	@echo "make demo-test     run the headless demo as a test: steps, ledger, register, pictures, workbook (three minutes)"
	@echo "make simulate      seats on a register in every misfortune (SEEDS=180 STEPS=400), then every deliberate bug"
	@echo "make faults        four networks in every fault, killed at every step, by two seats; printed as tables (SIZE=n for some of each)"
	@echo "make judge         how well the check does on the labelled texts in ../shared, as a table beside its targets"
	@echo "make lint          ruff and mypy"
	@echo "make bench         benchmarks at a million messages (PMSDESK_BENCH_MESSAGES=n for another size)"
	@echo "make translations  collect the words of the screens and build the English file"

demo: .venv/runs
	$(BIN)/python -m pmsdesk self-check --quiet
	$(BIN)/python -m pmsdesk demo

test: lint
	$(BIN)/python -m pmsdesk self-check --quiet
	$(BIN)/python -m pytest -n 2 --benchmark-disable

demo-test: .venv/develops
	$(BIN)/python -m pytest tests/end2end -m whole_job

SEEDS ?= 180
STEPS ?= 400

simulate: .venv/develops
	$(BIN)/python -m tests.simulation --seeds $(SEEDS) --steps $(STEPS) --jobs 2
	$(BIN)/python -m tests.simulation --seeds 12 --steps $(STEPS) --jobs 2 --controls

SIZE ?= 0
SEED ?= 1

faults: .venv/develops
	$(BIN)/python -m tests.faults --size $(SIZE) --seed $(SEED)

judge: .venv/develops
	$(BIN)/python -m tests.judge

lint: .venv/develops
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/develops
	PMSDESK_BENCH_MESSAGES=$${PMSDESK_BENCH_MESSAGES:-1000000} $(BIN)/python -m pytest tests/benchmarks -p no:randomly \
		--timeout 3600 --benchmark-columns=min,median,max,rounds --benchmark-json=build/benchmarks.json

translations: .venv/develops
	$(BIN)/python i18n/build.py update
	$(BIN)/python i18n/build.py release

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "pmsdesk needs Python 3.11 or newer, this is " + sys.version)'
	@$(PYTHON) -m venv .venv || { echo "Python cannot make virtual environments here: install the package python3-venv"; exit 1; }
	@touch $@

.venv/runs: .venv/python pyproject.toml constraints.txt
	$(PIP) --editable '.[demo]'
	@touch $@

.venv/develops: .venv/runs
	$(PIP) --editable '.[dev]'
	@touch $@

clean:
	rm -rf build dist .venv
