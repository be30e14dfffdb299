# Every task is one command. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKS := requirements.lock requirements-dev.lock
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

export FLASK_APP := app
export PYTHONUTF8 := 1
# As an answer to "which Python": the one in .venv, whatever is activated in this shell.
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
unexport PYTHONHOME
# Environments on another disk than uv's cache are copied without a warning.
export UV_LINK_MODE ?= copy

.DEFAULT_GOAL := help
.PHONY: help demo test check bench soak lock texts vendor clean
.DELETE_ON_ERROR:

help: ## visar den här listan
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.ready ## gör i ordning allt, läser in ett påhittat fullmäktige och startar på PORT (5000)
	@exec $(BIN)/flask serve --demo

test: $(VENV)/.ready-dev ## hela provningen, med riktig PostgreSQL och riktig webbläsare
	@rm -f .coverage .coverage.*
	@status=0; \
	$(BIN)/python -m coverage run -m pytest -n 2 --dist loadfile --no-loadscope-reorder -rs || status=$$?; \
	$(BIN)/python -m coverage combine --quiet && \
	$(BIN)/python -m coverage report && \
	$(BIN)/python -m coverage json --quiet -o .coverage.json && \
	$(BIN)/python tests/support/coverage_gate.py .coverage.json || [ $$status -ne 0 ] || status=1; \
	exit $$status

check: $(VENV)/.ready-dev ## format, stil, våningar, typer, lås och lånad kod: rent före varje incheckning
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/python tests/support/lock_gate.py check $(LOCKS)
	cd static/vendor && sha256sum --check --strict --quiet CHECKSUMS
	cd tests/vendor && sha256sum --check --strict --quiet CHECKSUMS
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

bench: $(VENV)/.ready-dev ## alla mätningar; skriver bench/results.json
	@$(BIN)/python -m bench

soak: $(VENV)/.ready-dev ## de långa felproven; COUNCIL_SOAK_KILLS=1000 och COUNCIL_SOAK_PRESSES=10000 om inget sägs
	@$(BIN)/python -m pytest -m soak -s -v -rs

lock: $(VENV)/.uv ## förnyar låsfilerna till de senaste utgåvor som pyproject.toml tillåter
	@echo "Låser beroenden …"
	@echo uv | $(COMPILE) --upgrade - --output-file requirements-uv.lock
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements.lock
	@$(COMPILE) --upgrade pyproject.toml --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock
	@$(BIN)/python tests/support/lock_gate.py stamp $(LOCKS)

texts: $(VENV)/.ready ## samlar gränssnittets texter för översättare
	@$(BIN)/pybabel -q extract -F babel.cfg --no-location --omit-header --sort-output \
		-o council/translations/messages.pot .

vendor: ## hämtar den lånade koden på nytt och jämför med kontrollsummorna
	@static/vendor/vendor.sh

clean: ## tar bort miljön och det som verktygen lämnar efter sig; databasen blir kvar
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
	rm -f .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. Each stamp is newer than what it was made from, so later starts cost nothing.

$(VENV)/.uv: requirements-uv.lock
	@echo "Gör i ordning miljön i $(VENV) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 eller senare behövs. Ange den: make PYTHON=python3.11 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements-uv.lock || echo "uv gick inte att hämta; pip får göra arbetet." >&2
	@touch $@

# $(call install,LOCK): with uv, else with pip: the same lock, the same hashes.
define install
	@$(BIN)/uv pip install --quiet --require-hashes -r $(1) || { \
		echo "uv klarade det inte; försöker med pip (tar längre tid) …" >&2; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); }
endef

$(VENV)/.ready: requirements.lock $(VENV)/.uv
	@echo "Hämtar det som Klubbslag behöver …"
	$(call install,$<)
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.uv
	@echo "Hämtar det som provningen behöver …"
	$(call install,$<)
	@touch $@ $(VENV)/.ready
