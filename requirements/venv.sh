# Functions of ./run and ./test: settings from .env, a fitting Python, an environment with pinned packages.

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Takes NAME=value lines of .env; what the environment already says wins.
read_env() {
    [ -f .env ] || return 0
    while read -r line || [ -n "$line" ]; do
        name=${line%%=*}
        case $name in '' | "$line" | *[!A-Z0-9_]*) continue ;; esac
        eval "[ -n \"\${$name+set}\" ]" || export "$name=${line#*=}"
    done <.env
}

# True for the words that settings take for yes.
is_on() {
    case $1 in 1 | true | yes | on | ya) true ;; *) false ;; esac
}

# Installs Debian packages when root; else says exactly which are missing.
apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
        fail "Missing on this machine: $*" "Install with: sudo apt-get install --no-install-recommends $*"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        command -v "$python" >/dev/null &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    done
    fail "Tilik needs Python 3.11 or newer, and found none." \
        "Install it (sudo apt-get install python3 python3-venv) or name it: PYTHON=/path/to/python $0"
}

make_venv() {
    [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && return 0
    find_python
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        apt_install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    echo "Making the environment (.venv) ..."
    "$python" -m venv --clear .venv
}

# What NAME installs is what was installed last, unless one of these files changed.
get_digest() {
    cat requirements/base.txt "requirements/$1.txt" pyproject.toml | sha256sum | cut -d' ' -f1
}

# install_requirements base|dev: pinned packages, checked by their hashes; dev has base in it.
install_requirements() {
    [ "$(cat ".venv/installed-$1" 2>/dev/null || true)" = "$(get_digest "$1")" ] && return 0
    echo "Installing the packages of requirements/$1.txt ..."
    # All that is needed is pinned: left to look for itself, pip takes a newer release for a package
    # that another one wants with an extra, and refuses it for want of a hash.
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps \
        -r requirements/base.txt -r "requirements/$1.txt"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    get_digest "$1" >".venv/installed-$1"
    get_digest base >.venv/installed-base
}
