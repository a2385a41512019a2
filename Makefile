# Everything a person does with a checkout. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run test setup setup-dev train check lint format evaluate thresholds bench-language bench-phone clean

python := .venv/bin/python
# Of the tests, one more than the cores that CI has: a quarter of their time they wait for a browser or a server.
workers := 3

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

run: setup ## Set up what is missing, start everything and say where it is; Ctrl-C stops it
	@.venv/bin/frontdoor run

# Checks and training keep one core busy each, so they go side by side; the tests need what both leave.
test: setup-dev ## Set up, check and run every test
	@$(MAKE) --no-print-directory --jobs=2 check train
	@$(python) -m pytest -p setup.parts -p setup.sharing_out --numprocesses $(workers) --no-loadscope-reorder

setup: ## Install what is missing; quick when nothing is
	@sh setup/setup.sh

setup-dev:
	@sh setup/setup.sh --dev

train: setup ## Train a model for the current data, unless there is one
	@$(python) -m server.training

check: lint ## Style, types and the council's files, without the tests
	@$(python) -m mypy
	@.venv/bin/frontdoor check

lint: setup-dev ## Style alone
	@$(python) -m ruff check
	@$(python) -m ruff format --check

format: setup-dev ## Put the code in the house style
	@$(python) -m ruff check --fix
	@$(python) -m ruff format

evaluate: setup ## Score the model on messages it has not seen: make evaluate FILE=path
	@test -n "$(FILE)" || { echo "Which file? make evaluate FILE=path" >&2; exit 2; }
	@.venv/bin/frontdoor evaluate --file "$(FILE)"

thresholds: setup ## Choose when to answer and when to ask, from labelled messages: make thresholds FILE=path
	@test -n "$(FILE)" || { echo "Which file? make thresholds FILE=path" >&2; exit 2; }
	@.venv/bin/frontdoor thresholds --file "$(FILE)"

bench-language: setup ## Score the pipeline on public intent datasets: make bench-language DATA=path
	@test -n "$(DATA)" || { echo "Which folder of datasets? make bench-language DATA=path" >&2; exit 2; }
	@OMP_NUM_THREADS=1 PYTHONPATH=. bot/.venv/bin/python -W ignore -m bench.language "$(DATA)"

bench-phone: train ## Play fifty calls on our phone line and on Rasa's own, side by side
	@$(python) -m bench.phone_lines

clean: ## Remove logs and caches; the database, the models and what was installed stay
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .rasa var/log
	@find . -name '.?*' -prune -o -name node_modules -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
