# Werkmaat in two commands: `make start` and `make test`. Both set everything up first; a second time that takes a second.
# Options go through ARGS:  make start ARGS="--port 9000"   make test ARGS="-k werkwensen"
# All paths are relative, so that a directory with spaces in its name works.

BIN = .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup start test lint format clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup:  ## Python 3.11, uv, packages and the trained model, only what is missing
	@sh scripts/setup.sh

start: setup  ## set up, then serve on http://127.0.0.1:8080 (an empty database gets demo data)
	@exec $(BIN)/werkmaat serve --demo $(ARGS)

test: setup  ## set up, then all tests
	@exec $(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint:  ## ruff (rules and layout), mypy, and the texts the bot says
	@sh scripts/setup.sh --packages-only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m bot.lint.turns

format:  ## lay out the Python code
	@sh scripts/setup.sh --packages-only
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:  ## remove what setup and training made; var/ (the database and its keys) stays
	@rm -rf .venv .tools models .rasa .mypy_cache .ruff_cache .pytest_cache ./*.egg-info
	@echo "Removed the packages and the model. Kept var/: the database and its keys."
