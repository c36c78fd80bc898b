# Needs make and Python 3.12 or newer, nothing else: `make run` for the site, `make test` for the tests.
.DEFAULT_GOAL := run
.PHONY: run test soak bench lint format lock clean

# Where the site answers, and the folder of its database, media and everything generated.
PORT ?= 8000
DATA ?= var
export PORT DATA

# Another interpreter to begin with: make BASE=/path/to/python3.13
BASE ?=
VENV ?= .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check
CODE := geopolist articles accounts jobs manage.py .ci/test .ci/bench
UV ?= uv

run: $(VENV)/.base
	@exec $(PYTHON) manage.py serve --prepare

# What is there – databases, Redis, a browser – decides what is run; it says what it had to leave out.
test: $(VENV)/.dev
	@$(PYTHON) .ci/test $(ARGS)

# The same with the full sizes of races and property tests.
soak: $(VENV)/.dev
	@$(PYTHON) .ci/test --soak $(ARGS)

# How fast pages are answered, by every way there is; then what lists cost when they are long: ARGS are numbers of articles.
bench: $(VENV)/.base
	@$(PYTHON) .ci/bench/doors.py
	@$(PYTHON) .ci/bench/lists.py $(ARGS)

# Templates are checked, not laid out: the formatter breaks inline markup across lines, and its spaces are seen.
# `missing-title`: the title comes with components/head.html.
lint: $(VENV)/.dev
	$(PYTHON) -m ruff check $(CODE)
	$(PYTHON) -m ruff format --check $(CODE)
	$(VENV)/bin/djangofmt check --ignore missing-title templates
	$(PYTHON) -m mypy geopolist articles accounts jobs

format: $(VENV)/.dev
	$(PYTHON) -m ruff check --fix $(CODE)
	$(PYTHON) -m ruff format $(CODE)
	$(VENV)/bin/djangofmt check --fix --ignore missing-title templates

# requirements.txt is the whole tree, exactly pinned; requirements.in names what we chose.
lock:
	@command -v $(UV) > /dev/null || { echo "make lock needs uv: install it with pip, or say UV=/path/to/uv"; exit 1; }
	$(UV) pip compile --quiet --universal --no-header requirements.in -o requirements.txt
	$(UV) pip compile --quiet --universal --no-header requirements-dev.in -o requirements-dev.txt

# What is made again by itself. The database, media and mail in $(DATA) stay.
clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage $(DATA)/static
	find $(filter-out manage.py .ci/test,$(CODE)) -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.base: requirements.txt
	@base=$$(sh .ci/python "$(BASE)") && { sh .ci/python $(PYTHON) > /dev/null 2>&1 || "$$base" -m venv --clear $(VENV); }
	@echo "Installing packages into $(VENV) …"
	@$(PIP) -r requirements.txt && touch $@

$(VENV)/.dev: $(VENV)/.base requirements-dev.txt
	@echo "Installing what tests and checks need …"
	@$(PIP) -r requirements-dev.txt && touch $@
