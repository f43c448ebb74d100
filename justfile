# Single steps for developers; ./run and ./test do everything.
bin := justfile_directory() / ".venv/bin"

default:
    @just --list

# Put the code in form and mend what can be mended
format:
    {{bin}}/ruff check --fix .
    {{bin}}/ruff format .

# The checks that take seconds
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .
    {{bin}}/lint-imports
    {{bin}}/mypy

# Tests of one place: just try tests/core
try +where:
    {{bin}}/pytest -q {{where}}

# The database tests on PostgreSQL
postgres *where:
    TILIK_TEST_DB=postgres {{bin}}/pytest -q -m database {{where}}

# Any Django command: just manage makemigrations
manage +words:
    {{bin}}/tilik manage {{words}}

# Gather the texts to translate, then compile them
texts:
    cd src/tilik && {{bin}}/tilik manage makemessages -l id --no-location --no-obsolete
    cd src/tilik && {{bin}}/tilik manage compilemessages -l id

# Pictures of every page, both sizes, themes and languages: just contact FOLDER [part of a name]
contact folder only="":
    TILIK_SHOTS={{folder}} TILIK_ONLY={{only}} {{bin}}/pytest -q tests/e2e/contact.py
