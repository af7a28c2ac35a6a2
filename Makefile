# `make` lists the verbs. Continuous integration calls the same ones.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
TEST := .venv/test/bin
TRAIN := .venv/train/bin
ROOT := $(shell test "$$(id -u)" = 0 || echo sudo -n)
SEEDS = 1 2 3
# Processors with bfloat16 matrix units train in it in three quarters of the time; others in float32.
PRECISION := $(shell grep -qsm1 amx_bf16 /proc/cpuinfo && echo mixed_bfloat16 || echo float32)
TRAINED = --precision $(PRECISION) $(ARGS)
# They are told how long to train: on an accelerator that is many times the steps of a processor.
ACCELERATED = KERAS_BACKEND=jax PYTHONPATH=site:. $(TRAIN)/python -m training.accelerator.
FAR_FINDER = --windows 48 --small 64 --first 400 --cooling 0.9 --averaging 0.999
# Before there is a finder nothing can be cut out of pages.
EARLY = --written 0 --crops 0 --nondigit-part 0.125 $(TRAINED)
SOURCES = $(wildcard serve.py bench docs training convert site/main.py site/unpack.py site/engine.py site/reader site/engine site/ui tests)

# site/engine.py is the worker's main program beside the package site/engine: its types are checked
# as the program that it is, not as a module of the package's name.
TYPED = $(filter-out site/engine.py,$(SOURCES))

# One picture through the page: `make test-fast`.
SMOKE = tests/browser/test_reading.py::test_the_answer_is_one_sentence_with_the_digit_and_how_sure_it_is

# Suites that run at a time: as many as there are processors.
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
SIDE_BY_SIDE = --no-print-directory --jobs=$(JOBS) --keep-going --output-sync=target
SUITES = suite-training $(BROWSER) $(UNIT) suite-engines
UNIT = suite-unit-reader suite-unit-kinds suite-unit-others
BROWSER = suite-browser-a-d suite-browser-e-h suite-browser-i-p suite-browser-q-z

COMPILE = uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --no-annotate

.DELETE_ON_ERROR:
.PHONY: help serve test test-fast sweep $(SUITES) suite-smoke check format environments fonts chromium engines train pages export export-finder evaluate bench soak vendor bytecode inventory icons samples screenshots results release requirements clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: inventory ## open the page on this machine (PORT=8000)
	$(PYTHON) serve.py --port $(PORT)

# One suite a processor, the longest first: what comes next is whatever is left. A suite says what it
# has to say when it ends; the last lines are the slowest tests and the counts.
test: ## set up everything that the tests need and run all of them
	@rm -rf test-results && mkdir test-results
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target .venv/train/.done check
	@$(MAKE) --no-print-directory environments
	@$(MAKE) $(SIDE_BY_SIDE) $(SUITES); status=$$?; \
	  $(TEST)/python -m tests.slowest test-results/*.xml; exit $$status

suite-training:
	$(TRAIN)/python -m pytest tests/training --junit-xml=test-results/training.xml

suite-unit-reader:
	$(TEST)/python -m pytest tests/unit/reader --ignore=tests/unit/reader/kinds \
	  --junit-xml=test-results/unit-reader.xml

suite-unit-kinds:
	$(TEST)/python -m pytest tests/unit/reader/kinds --junit-xml=test-results/unit-kinds.xml

suite-unit-others:
	$(TEST)/python -m pytest tests/unit --ignore=tests/unit/reader \
	  --junit-xml=test-results/unit-others.xml

suite-engines:
	$(TEST)/python -m pytest tests/engines --junit-xml=test-results/engines.xml

suite-smoke:
	$(TEST)/python -m pytest $(SMOKE) --junit-xml=test-results/smoke.xml

# The tests of the page by the first letter of their files.
$(BROWSER): suite-browser-%:
	$(TEST)/python -m pytest tests/browser/test_[$*]*.py --junit-xml=test-results/browser-$*.xml

test-fast: .venv/test/.done chromium ## run the unit suite and read one picture in the page, in a minute
	@rm -rf test-results && mkdir test-results
	@$(MAKE) $(SIDE_BY_SIDE) $(UNIT) suite-smoke; status=$$?; \
	  $(TEST)/python -m tests.slowest test-results/*.xml; exit $$status

sweep: environments ## try all cases of the seeded series of which `make test` tries the first
	INKLING_SWEEP=1 $(TEST)/python -m pytest -m sweep tests/unit tests/browser

check: .venv/test/.done ## lint, formatting and types, in seconds
	$(TEST)/ruff check .
	$(TEST)/ruff format --check .
	$(TEST)/mypy $(TYPED)
	$(TEST)/mypy -c "$$(cat site/engine.py)"

format: .venv/test/.done ## put the source into its standard form
	$(TEST)/ruff check --fix .
	$(TEST)/ruff format .

train: .venv/train/.done fonts chromium ## rebuild both networks from nothing: train, choose, export, evaluate
	$(TRAIN)/python -m training.classifier.train --plan teacher --name teacher-1 --epochs 24 --rough 1 $(EARLY)
	$(TRAIN)/python -m training.classifier.train --plan teacher --name teacher-2 --epochs 20 --seed 2 \
	  --teachers runs/teacher-1 $(EARLY)
	$(TRAIN)/python -m training.classifier.train --plan assistant --name assistant --epochs 28 --seed 4 \
	  --teachers runs/teacher-1 runs/teacher-2 $(EARLY)
	for seed in $(SEEDS); do \
	  $(TRAIN)/python -m training.classifier.train --seed $$seed --name first-$$seed \
	    --teachers runs/assistant $(EARLY) || exit; done
	for seed in $(SEEDS); do \
	  $(TRAIN)/python -m training.classifier.train --seed $$seed --name second-$$seed --start runs/first-$$seed \
	    --epochs 8 --rate 0.0015 --calm 0.5 \
	    --teachers runs/assistant runs/first-1 runs/first-2 $(EARLY) || exit; done
	$(MAKE) --no-print-directory export \
	  RUN=$$($(TRAIN)/python -m training.classifier.choose $(SEEDS:%=runs/second-%))
	$(TRAIN)/python -m training.finder.train --plan slim --name finder-slim --steps 34000 $(FINDER_ARGS)
	$(TRAIN)/python -m training.finder.train --name finder-b --start runs/finder-slim --seed 2 $(FINDER_ARGS)
	$(TRAIN)/python -m training.finder.train --name finder-c --start runs/finder-b --seed 3 \
	  --steps 14000 --rate 0.0015 --cooling 0.6 $(FINDER_ARGS)
	$(TRAIN)/python -m training.finder.train --name finder-d --start runs/finder-c --seed 4 \
	  --steps 5000 --rate 0.001 --cooling 0.8 $(FINDER_ARGS)
	$(ACCELERATED)finder --seconds 545 --name finder-j --start runs/finder-d --seed 11 \
	  --rate 0.0012 $(FAR_FINDER) $(FINDER_ARGS)
	$(ACCELERATED)finder --seconds 225 --name finder-k --start runs/finder-d --seed 12 \
	  --rate 0.001 $(FAR_FINDER) $(FINDER_ARGS)
	$(TRAIN)/python -m training.run.average runs/finder-j runs/finder-k --to runs/finder-jk
	$(TRAIN)/python -m training.finder.train --name finder --start runs/finder-jk --seed 14 \
	  --steps 3000 --rate 0.0005 --cooling 0.95 --windows 16 --small 20 $(FINDER_ARGS)
	$(TRAIN)/python -m training.finder.calibrate runs/finder
	$(MAKE) --no-print-directory export-finder RUN=runs/finder
	$(TRAIN)/python -m training.classifier.crops
	for seed in $(SEEDS); do \
	  $(TRAIN)/python -m training.classifier.train --seed $$seed --name hand-$$seed --start runs/second-$$seed \
	    --epochs 20 --rate 0.003 --calm 0.3 --teachers runs/second-$$seed $(TRAINED) || exit; done
	$(TRAIN)/python -m training.accelerator.pack --written 80000 --to runs/pool.npz
	$(ACCELERATED)classifier --pool runs/pool.npz --to runs/far.tar --start runs/hand-2 --total 370 \
	  --teachers 2 --teacher-seconds 55 --teacher "--plan large --batch 512" --seeds 1 2 --fresh 3 \
	  --seconds 60 --batch 256 --calm 0.3
	tar -xf runs/far.tar -C runs
	$(TRAIN)/python -m training.run.average runs/hand-2 runs/far-1 runs/far-2 --parts 6 1 1 --to runs/soup-2
	$(TRAIN)/python -m training.classifier.train --start runs/soup-2 --epochs 1 --rate 0.0000001 --calm 0 $(TRAINED)
	$(MAKE) --no-print-directory export RUN=$$($(TRAIN)/python -m training.classifier.choose runs/seed-1)
	$(TRAIN)/python -m training.finder.calibrate runs/finder
	$(MAKE) --no-print-directory export-finder RUN=runs/finder
	$(TRAIN)/python -m training.evaluate
	$(TEST)/python -m bench.start
	$(TEST)/python -m bench.stages
	$(TEST)/python -m bench.peers
	$(TEST)/python -m bench.network
	$(TEST)/python -m bench.reading
	$(MAKE) --no-print-directory results

pages: .venv/train/.done fonts ## draw a contact sheet of the photographs that the finder learns from: runs/pages.png
	$(TRAIN)/python -m training.pages $(ARGS)

export: .venv/train/.done chromium ## put a trained classifier into the page: make export RUN=runs/<id>
	@test -n "$(RUN)" || { echo "Name the run to export: make export RUN=runs/<id>"; exit 2; }
	$(TRAIN)/python -m convert.model $(RUN)
	$(TRAIN)/python -m training.classifier.check

export-finder: .venv/train/.done chromium ## put a trained finder into the page: make export-finder RUN=runs/<id>
	@test -n "$(RUN)" || { echo "Name the run to export: make export-finder RUN=runs/<id>"; exit 2; }
	$(TRAIN)/python -m convert.model.finder $(RUN)

evaluate: .venv/train/.done fonts ## measure both networks through the reader: docs/model-card.md, docs/results.md
	$(TRAIN)/python -m training.evaluate $(ARGS)
	$(TEST)/python -m docs.results

bench: .venv/test/.done chromium ## time the page: its start beside two others, the networks, whole readings, the desk
	$(TEST)/python -m bench.start
	$(TEST)/python -m bench.stages
	$(TEST)/python -m bench.peers
	$(TEST)/python -m bench.network
	$(TEST)/python -m bench.reading
	$(TEST)/python -m docs.results
	$(TEST)/python -m bench.desk

soak: .venv/test/.done chromium ## read 2,000 files in the page: does anything stay in memory? ten minutes at most
	$(TEST)/python -m bench.soak $(ARGS)

vendor: .venv/test/.done ## fill site/vendor from pinned, verified versions
	$(TEST)/python -m convert.runtime $(ARGS)
	@$(MAKE) --no-print-directory bytecode

bytecode: .venv/test/.done ## compile the site's Python for the page, after its last edit
	$(TEST)/python -m convert.runtime.modules
	@$(MAKE) --no-print-directory inventory

# By the tests' Python where it is installed, which compiles the modules.
inventory: ## pack the modules of ui/ and list the site's files, after every edit in site/
	@$(or $(wildcard $(TEST)/python),$(PYTHON)) -m convert.inventory

icons: .venv/test/.done ## draw the icons of the installed page
	$(TEST)/python -m convert.icons

samples: .venv/train/.done ## draw the eight pictures of the empty page
	$(TRAIN)/python -m training.samples
	@$(MAKE) --no-print-directory inventory

screenshots: .venv/test/.done chromium ## take the README's and the manifest's pictures of the page
	$(TEST)/python -m tests.browser.screenshots

results: .venv/test/.done chromium ## measure the page's accuracy again and write it into docs/results.md
	INKLING_REQUIRE_DATA=1 INKLING_SWEEP=1 $(TEST)/python -m pytest tests/browser/test_accuracy.py \
	  --deselect tests/browser/test_accuracy.py::test_what_is_stated_was_measured_here
	cp test-results/accuracy.json docs/results.json
	$(TEST)/python -m docs.results

release: .venv/test/.done ## check version, changelog, figures and licences, and tag what is committed
	$(TEST)/python -m convert.inventory --check
	$(TEST)/python -m docs.results --check
	$(TEST)/python -m convert.release

requirements: ## resolve requirements/*.in again into pinned, hashed files (needs uv)
	$(COMPILE) --universal requirements/test.in --output-file requirements/test.txt
	$(COMPILE) --overrides requirements/train-unused.txt requirements/train.in \
	  --output-file requirements/train.txt

clean: ## remove the environments and what tests leave behind
	rm -rf .venv test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis

fonts: .venv/train/.done ## install the handwriting fonts that training draws with, from Debian
	@$(TRAIN)/python -m training.pages.fonts || { \
	  $(ROOT) apt-get -o DPkg::Lock::Timeout=120 update && \
	  $(ROOT) apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends \
	    $$(grep -v '^#' requirements/fonts.txt) && \
	  $(TRAIN)/python -m training.pages.fonts; }

chromium: .venv/test/.done
	@$(TEST)/python -m tests.browser.chromium

engines: chromium ## install the browsers of the smoke suite that are missing, from Debian
	@$(TEST)/python -m tests.engines.install

# Both environments are downloads first of all: side by side they take as long as the larger.
environments:
	@$(MAKE) --no-print-directory --jobs=2 .venv/test/.done .venv/train/.done
	@$(MAKE) --no-print-directory fonts engines

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
