# `make` lists the verbs. Continuous integration calls the same ones.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
TEST := .venv/test/bin
TRAIN := .venv/train/bin
SOURCES = $(wildcard serve.py docs training convert site/main.py site/engine.py site/reader site/engine site/ui tests)

# site/engine.py is the worker's main program beside the package site/engine: its types are checked
# as the program that it is, not as a module of the package's name.
TYPED = $(filter-out site/engine.py,$(SOURCES))

COMPILE = uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --no-annotate

.DELETE_ON_ERROR:
.PHONY: help serve test check format environments train export vendor screenshots results requirements clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: ## open the page on this machine (PORT=8000)
	$(PYTHON) serve.py --port $(PORT)

test: environments ## set up everything that the tests need and run all of them
	@$(MAKE) --no-print-directory check
	@mkdir -p test-results
	$(TRAIN)/python -m pytest tests/training --junit-xml=test-results/training.xml
	TRAINING_REPORT=test-results/training.xml $(TEST)/python -m pytest tests/unit tests/browser

check: .venv/test/.done ## lint, formatting and types, in seconds
	$(TEST)/ruff check .
	$(TEST)/ruff format --check .
	$(TEST)/mypy $(TYPED)
	$(TEST)/mypy -c "$$(cat site/engine.py)"

format: .venv/test/.done ## put the source into its standard form
	$(TEST)/ruff check --fix .
	$(TEST)/ruff format .

train: .venv/train/.done ## train a model into runs/<id>/
	$(TRAIN)/python -m training.train $(ARGS)

export: .venv/train/.done ## put a trained run into the page: make export RUN=runs/<id>
	@test -n "$(RUN)" || { echo "Name the run to export: make export RUN=runs/<id>"; exit 2; }
	$(TRAIN)/python -m convert.model $(RUN) $(ARGS)

vendor: .venv/test/.done ## fill site/vendor from pinned, verified versions
	$(TEST)/python -m convert.runtime $(ARGS)

screenshots: .venv/test/.done ## take docs/screenshot.png of the page as it is
	$(TEST)/python -m tests.browser.chromium
	$(TEST)/python -m tests.browser.screenshots

results: .venv/test/.done ## measure the page's accuracy again and write it into the README
	$(TEST)/python -m tests.browser.chromium
	INKLING_REQUIRE_DATA=1 $(TEST)/python -m pytest tests/browser/test_accuracy.py \
	  --deselect tests/browser/test_accuracy.py::test_the_readme_states_what_was_measured_here
	cp test-results/accuracy.json docs/results.json
	$(TEST)/python -m docs.results

requirements: ## resolve requirements/*.in again into pinned, hashed files (needs uv)
	$(COMPILE) --universal requirements/test.in --output-file requirements/test.txt
	$(COMPILE) --overrides requirements/train-unused.txt requirements/train.in \
	  --output-file requirements/train.txt

clean: ## remove the environments and what tests leave behind
	rm -rf .venv test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Both environments are downloads first of all: side by side they take as long as the larger.
environments:
	@$(MAKE) --no-print-directory --jobs=2 .venv/test/.done .venv/train/.done
	@$(TEST)/python -m tests.browser.chromium

# Without dependencies: the files list all of them, less requirements/train-unused.txt.
.venv/%/.done: requirements/%.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; v[:2] == (3, 11) or sys.exit( \
	  f"Inkling is built and tested with Python 3.11, but $(PYTHON) is {v[0]}.{v[1]}. " \
	  "Install Python 3.11 and name it: make PYTHON=python3.11 ...")'
	rm -rf .venv/$*
	$(PYTHON) -m venv .venv/$*
	.venv/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes -r $<
	touch $@
