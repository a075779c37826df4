# Everything runs from .venv, which the first target makes; only Python >= 3.11 and make are needed.
PYTHON ?= python3
export PYTHONUTF8 := 1
BIN := .venv/bin

.PHONY: demo crawl serve test fuzz browser screenshots lint score bench clean

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: .venv/ready  ## crawl bundled stand-ins of the sites into data/demo.db
	$(BIN)/python -m tests.demo

crawl: .venv/ready  ## every site into data/raad.db, with a report in data/reports/
	$(BIN)/scrapy nightly

DB ?= $(or $(RAAD_DATABASE),data/raad.db)
PORT ?= 8001
# The papers lie beside the database: those of data/demo.db in data/demo-files.
FILES ?= $(or $(FILES_STORE),$(wildcard $(basename $(DB))-files),$(dir $(DB))files)

serve: .venv/ready  ## the database in a browser on this machine, read-only: make serve DB=data/demo.db PORT=8001
	$(BIN)/scrapy serve --port '$(PORT)' -s RAAD_DATABASE='$(DB)' -s FILES_STORE='$(FILES)'

test: .venv/ready lint  ## lint, types and the whole test suite
	$(BIN)/python -m pytest -n auto --dist loadfile

fuzz: .venv/ready  ## the tests with random input for an hour on two cores, with other examples each time
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n 2 --dist worksteal \
		$$(grep -rlw hypothesis tests/generated tests/layouts tests/filetext tests/parsing tests/serve tests/store --include='test_*.py')

# A browser, tesseract and axe-core, installed where they are missing; without them make test skips what needs them.
.browser/ready: .venv/ready .ci/install
	.ci/install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[browser]'
	touch $@

browser: .browser/ready  ## the served pages in a real browser, at two widths, and held against axe-core
	RAAD_SKIP_NOTHING=1 $(BIN)/python -m pytest tests/serve/browser

screenshots: .browser/ready  ## the pictures of docs/using.md, from a demo of their own, into docs/images/
	$(BIN)/python -m tests.serve.browser.screenshots

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

score: .venv/ready  ## extraction held against the labelled documents, into docs/accuracy.md
	$(BIN)/scrapy score tests/gold --write docs/accuracy.md

bench: .venv/ready  ## ratios in one run; docs/performance.md says what they mean
	$(BIN)/python -m tests.bench

clean:
	rm -rf .venv .browser build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
