# Single steps for developers; ./run and ./test do everything.
export DJANGO_SETTINGS_MODULE := "tilik.config.settings"
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
    {{bin}}/python -m django {{words}}

# Gather the texts to translate, then compile them
texts:
    cd src/tilik && {{bin}}/python -m django makemessages -l id --no-location --no-obsolete
    cd src/tilik && {{bin}}/python -m django compilemessages -l id
