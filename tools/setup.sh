#!/bin/sh
# Makes .venv from requirements.lock. Needs python3 (3.11 or newer); on Debian and Ubuntu it installs
# the system libraries that are missing when it may (root), and else says in one line what to run.
# `setup.sh build` only sees to what building the program needs of the system.
set -eu

cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
VENV=.venv
BIN=$VENV/bin
PURPOSE=${1:-all}

main() {
    check_python
    check_system
    [ "$PURPOSE" != build ] || return 0
    check_folder
    make_venv
    install_uv
    install_packages
}

check_python() {
    recent_enough "$PYTHON" && return
    found=$(command -v "$PYTHON" >/dev/null && "$PYTHON" --version 2>&1 || true)
    stop "Python 3.11 or newer is needed; $PYTHON is ${found:-not found}. Say PYTHON=/path/to/python3.11" \
        "Se necesita Python 3.11 o más nuevo; $PYTHON es ${found:-desconocido}. Diga PYTHON=/ruta/de/python3.11"
}

# What is missing is found by trying, not by package names: those differ between releases.
check_system() {
    [ "$(uname -s)" = Linux ] || return 0
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 ||
        stop "Missing on this system (by their Debian names): $missing" \
            "Faltan en este sistema (por sus nombres de Debian): $missing"
    if [ "$(id -u)" -ne 0 ]; then
        install="    sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing"
        stop "Run this once, then again what you ran:
$install" "Ejecute esto una vez y después lo que había ejecutado:
$install"
    fi
    say "installing $missing"
    apt-get update -q
    # shellcheck disable=SC2086  # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
    missing=$(missing_packages)
    [ -z "$missing" ] || stop "Still missing after the installation: $missing" \
        "Todavía faltan después de la instalación: $missing"
}

missing_packages() {
    "$PYTHON" - "${DISPLAY:-}${WAYLAND_DISPLAY:-}" "$PURPOSE" <<'PYTHON'
import ctypes
import importlib.util
import pathlib
import platform
import shutil
import sys
import sysconfig

ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",  # QtNetwork
    "libpulse.so.0": "libpulse0",  # QtTextToSpeech
}
WITH_A_DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libX11-xcb.so.1": "libx11-xcb1",
}


def absent(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


display, purpose = sys.argv[1:]
# A program that is built is given to machines with a display, and takes these along.
wanted = ALWAYS | (WITH_A_DISPLAY if display or purpose == "build" else {})
packages = [package for library, package in wanted.items() if absent(library)]
if importlib.util.find_spec("ensurepip") is None:
    major, minor, _ = platform.python_version_tuple()
    packages.append(f"python{major}.{minor}-venv")
if purpose == "build":
    major, minor, _ = platform.python_version_tuple()
    python = f"libpython{major}.{minor}.so.1.0"
    beside = pathlib.Path(sysconfig.get_config_var("LIBDIR") or "/", python)
    if absent(python) and absent(str(beside)):
        packages.append(f"libpython{major}.{minor}")
    if shutil.which("objdump") is None:
        packages.append("binutils")
print(*sorted(packages))
PYTHON
}

# A source folder that may only be read holds no virtual environment, and tells so before anything else.
check_folder() {
    probe=$VENV/.writable
    # In a shell of its own: where a redirection fails, some shells end.
    (mkdir -p "$VENV" && : >"$probe" && rm "$probe") 2>/dev/null ||
        stop "The program is set up in $PWD/$VENV, and that cannot be written. Copy the folder to a place where you may write, and run it there." \
            "El programa se prepara en $PWD/$VENV, y ahí no se puede escribir. Copie la carpeta a un lugar donde pueda escribir y ejecútelo allí."
}

make_venv() {
    recent_enough "$BIN/python" || { say "making $VENV"; "$PYTHON" -m venv --clear "$VENV"; }
}

recent_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# uv itself comes from the lock, with its hashes, by pip; everything else comes by uv.
install_uv() {
    pinned=$(sed -n '/^uv==/,/[^\\]$/p' requirements.lock)
    version=$(printf '%s\n' "$pinned" | sed -n 's/^uv==\([^ ]*\).*/\1/p')
    [ -n "$version" ] || stop "requirements.lock does not name uv" "requirements.lock no nombra uv"
    case "$("$BIN/uv" --version 2>/dev/null || true)" in "uv $version"*) return ;; esac
    say "installing uv $version"
    follow_system_certificates
    printf '%s\n' "$pinned" >"$VENV/uv.lock"
    "$BIN/python" -m pip install -q --disable-pip-version-check --no-deps --only-binary :all: \
        --require-hashes -r "$VENV/uv.lock"
}

install_packages() {
    say "installing what requirements.lock names"
    follow_pip
    "$BIN/uv" pip sync -q --python "$BIN/python" --require-hashes requirements.lock
    "$BIN/uv" pip install -q --python "$BIN/python" --no-deps --no-build-isolation --offline -e .
}

# uv asks where pip would ask, and trusts whom the system trusts.
follow_pip() {
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}" UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-180}"
    [ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
    [ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$PIP_CERT}"
}

# pip brings certificates of its own; where the system has some, those count.
follow_system_certificates() {
    for bundle in "${PIP_CERT:-}" "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt; do
        [ -f "$bundle" ] || continue
        export PIP_CERT="$bundle"
        return 0
    done
}

say() {
    printf 'setup: %s\n' "$*"
}

# stop ENGLISH SPANISH: says why, in the language of the system, and ends.
stop() {
    case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    es*) printf 'setup: %s\n' "$2" >&2 ;;
    *) printf 'setup: %s\n' "$1" >&2 ;;
    esac
    exit 1
}

main
