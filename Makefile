# `make` alone lists the commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup play test soak lint bench progress walk virtual-uno hardware pictures figures texts vendor

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.run  ## make .venv with the `baps` command in it

$(VENV)/.run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed; say which one with make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) -e '.[dev]'
	@touch $@

play: $(VENV)/.run  ## the main job: a window to play in, or without a display a simulated patient
	@$(BIN)/baps play

virtual-uno: $(VENV)/.dev  ## build the firmware and the simulated Uno (installs AVR tools and simavr)
	@tests/virtual_uno/install_tools
	$(MAKE) -s -C arduino
	$(MAKE) -s -C tests/virtual_uno

# A worker has one core: more threads of numpy's linear algebra would wait for each other. And the
# programs that tests start find themselves compiled, whatever this shell says of that.
test soak: export OPENBLAS_NUM_THREADS = 1
test soak: export PYTHONDONTWRITEBYTECODE =

test: $(VENV)/.dev  ## set up what the tests need and run all of them
	@{ tests/virtual_uno/install_tools && hardware/install_tools && tests/browser/install_tools && \
	  $(BIN)/python -m tools.vendored axe-core bids-validator; } || [ "$$CI" != true ]
	$(BIN)/pytest -n 2 --dist loadgroup

soak: virtual-uno  ## run the long forms of the slow tests, an hour and a quarter
	$(BIN)/pytest -n 2 --dist loadgroup -m soak

FIRMWARE := find arduino/baps_board tests/firmware/host -name '*.cpp' -o -name '*.h' -o -name '*.ino'

lint: $(VENV)/.dev  ## style, types, layers
	$(BIN)/clang-format --dry-run --Werror $$($(FIRMWARE))
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: virtual-uno  ## measure speed and accuracy beside their peers
	$(BIN)/python -m tests.benchmarks

progress: $(VENV)/.dev  ## prove again, by simulation, what is called a change, for docs/progress.md
	SDL_VIDEODRIVER=dummy $(BIN)/python -m tools.progress_simulation

walk: $(VENV)/.dev  ## count the files between bytes and picture, and between a trial and its commit
	@$(BIN)/python -m tools.walk

hardware: $(VENV)/.dev  ## render wiring, printed parts and the pictures of both
	@hardware/install_tools
	$(MAKE) -C hardware

pictures: $(VENV)/.dev  ## draw the activities and screens that README and docs show
	$(BIN)/python -m tools.activity_tables
	$(BIN)/python -m tools.metric_activities
	SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy $(BIN)/python -m tools.pictures

vendor: $(VENV)/.dev  ## bring the pages' scripts from npm: what is missing, or not as it was pinned
	$(BIN)/python -m tools.vendored

texts: $(VENV)/.dev  ## bring new texts into the catalogues of each language, and compile these
	SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy $(BIN)/python -m tools.texts

figures: $(VENV)/.dev  ## put what `make bench` measured last into README, docs and the budget's picture
	$(BIN)/python -m tests.benchmarks.tables
	SDL_VIDEODRIVER=dummy $(BIN)/python -m tools.budget_picture
