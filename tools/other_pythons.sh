#!/bin/sh
# Runs the quick tests on each other Python, 3.11 or newer, that is found here: those of the pure
# functions, the store, the services and the log. Each gets a virtual environment from
# requirements.lock, .venv-3.N, that is kept. Needs the .venv of tools/setup.sh, whose Python
# `make test` uses. JOBS: the number of processes; TESTS: other tests. Ends with 1 where a Python fails.
set -u

cd "$(dirname "$0")/.."

UV=.venv/bin/uv
TESTS=${TESTS:-tests/unit tests/storage tests/services tests/composition/test_log.py}

export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}" UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-180}"
[ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
[ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$PIP_CERT}"

main() {
    used=$(minor_of .venv/bin/python)
    failed=0
    minor=11
    while [ "$minor" -lt 20 ]; do
        python=$(python_of "$minor")
        if [ -n "$python" ] && [ "$minor" != "$used" ]; then
            test_on "$minor" "$python" || failed=1
        fi
        minor=$((minor + 1))
    done
    return "$failed"
}

# The first Python 3.N that runs: of the path, then of pyenv.
python_of() {
    for found in "python3.$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$1".*/bin/python3; do
        if [ "$(minor_of "$found")" = "$1" ]; then
            echo "$found"
            return
        fi
    done
}

minor_of() {
    "$1" -c 'import sys; print(sys.version_info.minor)' 2>/dev/null
}

test_on() {
    venv=.venv-3.$1
    echo "== Python 3.$1: $2"
    [ "$(minor_of "$venv/bin/python")" = "$1" ] || "$UV" venv -q --clear --python "$2" "$venv" || return 1
    "$UV" pip sync -q --python "$venv/bin/python" --require-hashes requirements.lock || return 1
    # shellcheck disable=SC2086  # a list of folders
    "$venv/bin/python" -m pytest -q -n "${JOBS:-2}" --dist worksteal $TESTS
}

main
