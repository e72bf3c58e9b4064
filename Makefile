# Two commands matter: `make demo` runs it, `make test` proves it.
.DELETE_ON_ERROR:
SHELL := bash
export UV_PYTHON_DOWNLOADS := automatic
export UV_SYSTEM_CERTS := 1
UV := .tools/bin/uv
BIN := .venv/bin
CATALOGUES := $(shell find src/lingdang -name '*.po')

.PHONY: help demo demo-reset setup assets test check floor bench lock docs pictures clean

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

demo: setup ## Set everything up, load the demo district, serve it on 127.0.0.1:$${PORT:-8000}
	LINGDANG_DEMO=1 exec $(BIN)/lingdang serve

demo-reset: ## Throw the demo's data away
	rm -rf var/pg var/files var/static

setup: .venv/.done node_modules/.done assets var/catalogues.done ## Everything that the other targets need

$(UV):
	python3 -m venv .tools
	.tools/bin/python -m pip install -q --disable-pip-version-check uv==0.13.8

.venv/.done: requirements.lock pyproject.toml .python-version | $(UV)
	$(UV) venv --allow-existing -q
	$(UV) pip sync -q --require-hashes requirements.lock
	$(UV) pip install -q --no-deps -e .
	@touch $@

node_modules/.done: package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

assets: src/lingdang/static/built/manifest.json

src/lingdang/static/built/manifest.json: node_modules/.done vite.config.js $(wildcard assets/* assets/*/* src/lingdang/faces/entrance/static/entrance/*)
	npx --no-install vite build --logLevel error
	@touch $@

var/catalogues.done: .venv/.done $(CATALOGUES)
	@mkdir -p var
	$(BIN)/python checks/translations.py --compile
	@touch $@

check: setup ## The fast half: format, lint, types, contracts, migrations, diagrams, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy src/lingdang
	$(BIN)/lint-imports
	$(BIN)/python checks/rooms.py
	$(BIN)/lingdang makemigrations --check --dry-run
	$(BIN)/python checks/diagrams.py
	$(BIN)/python checks/translations.py

test: check ## Every check and every test, the browser's too
	$(BIN)/pytest -n 2 --dist loadfile

floor: setup ## The database tests against the server that DATABASE_URL names (PostgreSQL 15 in CI)
	$(BIN)/pytest -n 2 --dist loadfile -m "not browser" src

bench: setup ## What it costs, as ratios to a yardstick of the same run
	$(BIN)/python -m benchmarks

docs: setup ## Redraw the generated diagrams
	$(BIN)/python checks/diagrams.py --update

pictures: setup ## Take the documents' pictures anew, from the browser tests of the loop and of the bell
	$(BIN)/pytest tests/journeys/test_first_light.py tests/journeys/test_bell.py
	@mkdir -p docs/images
	cp var/screenshots/first-light-1-bell-390.png docs/images/bell.png
	cp var/screenshots/first-light-4-answer-390.png docs/images/answer.png
	cp var/screenshots/first-light-6-closed-1440.png docs/images/case.png
	for it in ringing community answer answered nobody large; do \
		cp var/screenshots/bell-*-$$it-390.png docs/images/bell-$$it.png; done
	cp var/screenshots/bell-6-desk-1440.png docs/images/bell-desk.png

lock: $(UV) ## Resolve the dependencies anew, with hashes and without hosts
	$(UV) pip compile -q --universal --group dev --generate-hashes --no-header pyproject.toml -o requirements.lock

clean: ## Back to a fresh clone
	rm -rf .venv .tools node_modules var src/lingdang/static/built
