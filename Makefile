# The commands of the project; `make` alone lists them.
# PYTHON chooses the Python that makes the environment, VENV where that stands.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
JOBS ?= 2
export VENV PYTHON

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- Running -------------------------------------------------------------------------------------

.PHONY: run
run: runtime ## Install what is needed and serve the demonstration site (PORT, DEMO_PASSWORD, VAR_DIR)
	@$(BIN)/python scripts/run.py

.PHONY: demo-refresh
demo-refresh: runtime ## Move the dates of the demonstration to today
	@DJANGO_SETTINGS_MODULE=intranet.settings.demo $(BIN)/python manage.py load_demo --refresh

.PHONY: demo-password
demo-password: runtime ## Give the demonstration accounts a new password
	@DJANGO_SETTINGS_MODULE=intranet.settings.demo $(BIN)/python manage.py demo_accounts --reset

# --- Checking ------------------------------------------------------------------------------------

.PHONY: check
check: lint types structure messages-check unit ## Check everything quick: lint, types, structure, messages, tests on SQLite

.PHONY: test
test: check thorough browser install-test postgres ## Check everything: also long tables, browser, fresh installation, PostgreSQL

.PHONY: lint
lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/djlint templates --lint --quiet

.PHONY: types
types: dev
	$(BIN)/mypy

.PHONY: structure
structure: dev
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/uv lock --check --quiet
	$(BIN)/python scripts/requirements.py --check

.PHONY: messages-check
messages-check: dev
	$(BIN)/python -m scripts.catalogue check

.PHONY: unit
unit: dev
	$(BIN)/python -m pytest -n $(JOBS) -m "not thorough and not browser and not install"

.PHONY: thorough
thorough: dev
	$(BIN)/python -m pytest -n $(JOBS) -m thorough

.PHONY: browser
browser: dev
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m browser

.PHONY: install-test
install-test: dev
	$(BIN)/python -m pytest -m install

.PHONY: postgres
postgres: dev
	$(BIN)/python scripts/postgres.py $(BIN)/python -m pytest -n $(JOBS) -m "not thorough and not browser and not install"

DATABASE ?= sqlite,postgresql
ONLY ?=
SIZES ?= 1000,10000,100000
.PHONY: bench
bench: dev ## Measure pages against a bare view; writes build/bench.json (ONLY=pages|documents|participation, DATABASE, SIZES)
	$(BIN)/python -m tests.load.bench $(if $(ONLY),--only $(ONLY)) --database $(DATABASE) --people $(SIZES)

SCENARIO ?= kacd
PEOPLE ?= 3000
FAST ?= 1
.PHONY: load
load: dev ## Let thousands of virtual people take quizzes; writes build/load.json (SCENARIO, DATABASE, PEOPLE, FAST)
	$(BIN)/python -m tests.load.load --scenario $(SCENARIO) --database $(DATABASE) \
	  --people $(PEOPLE) --fast $(FAST)

# --- Changing ------------------------------------------------------------------------------------

.PHONY: format
format: dev ## Bring the code into its form
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .

.PHONY: messages
messages: dev ## Extract new messages into the Vietnamese catalogue and compile it (needs gettext)
	$(BIN)/python -m scripts.catalogue update

.PHONY: lock
lock: dev ## Renew uv.lock and the requirements files after a change in pyproject.toml
	$(BIN)/uv lock
	$(BIN)/python scripts/requirements.py

.PHONY: fonts
fonts: dev ## Make the font subsets again
	$(BIN)/python scripts/fonts.py

.PHONY: screenshots
screenshots: dev ## Photograph the main screens into docs/screenshots/
	$(BIN)/python -m scripts.screenshots

# --- Environment ---------------------------------------------------------------------------------

.PHONY: runtime dev
runtime dev: python
	@$(PYTHON) scripts/setup_environment.py $@

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null 2>&1 || \
	  { echo "Lỗi: không tìm thấy «$(PYTHON)»: hãy cài Python 3.11.2 trở lên." >&2; exit 1; }
