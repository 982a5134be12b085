# 邸报 Dibao. `make run` starts the archive, `make test` tests it; both from any fresh clone.
PYTHON ?= python3
# Processes that test side by side; each runs what flushes its database last, as pytest-django orders.
JOBS ?= auto
VENV := .venv
PY := $(VENV)/bin/python
COMPILE := $(VENV)/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: run test lint format lock messages model clean

run: $(VENV)/.base
	@exec $(PY) manage.py serve

test: $(VENV)/.dev
	@bash .ci/browser
	$(PY) -m pytest --numprocesses $(JOBS) $(ARGS)

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	DIBAO_PROFILE=production DIBAO_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		DIBAO_ALLOWED_HOSTS=example.org $(PY) manage.py check --deploy --fail-level WARNING

format: $(VENV)/.dev
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

messages: $(VENV)/.dev
	$(PY) manage.py makemessages --locale en --no-obsolete --no-location --no-wrap \
		--ignore .venv --ignore var --ignore tests --ignore archive/samples
	$(PY) manage.py compilemessages --ignore .venv

lock: $(VENV)/.dev
	$(COMPILE) --output-file=requirements/base.txt pyproject.toml
	$(COMPILE) --extra=dev --constraint=requirements/base.txt --output-file=requirements/dev.txt pyproject.toml
	$(COMPILE) --extra=bench --constraint=requirements/dev.txt --output-file=requirements/bench.txt pyproject.toml

# What the parser learned, anew from ../shared/corpus: some ten minutes on two cores.
model: $(VENV)/.bench
	$(PY) -m bench.train

# One stamp a lock file: nothing is installed again until the lock changes.
$(VENV)/.base: requirements/base.txt
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || \
		{ echo "Python 3.11+ with venv is needed: apt-get install python3-venv" >&2; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/base.txt
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || \
		{ echo "Python 3.11+ with venv is needed: apt-get install python3-venv" >&2; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $(VENV)/.base $@

# What trains and judges the parser (bench/): only when asked for.
$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
