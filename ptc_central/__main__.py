"""Command line of the practice central: `python -m ptc_central`."""

import argparse
import signal
import sys
import threading
from pathlib import Path

try:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from ptc_central.server import ServerSettings, serve
except ModuleNotFoundError as missing:
    sys.exit(
        f"ptc-central: {missing.name} is not installed."
        ' Install the program with pip install ".[central]".'
    )

_LONGEST_URL = 4096  # bytes
_SIGNAL_POLL_SECONDS = 1  # Windows delivers an interrupt only between two waits


def main() -> int:
    """Run a server until SIGTERM or SIGINT (or the end of stdin); return the exit code 0.

    Prints one line of JSON, the ServerAddress, once the server listens. The options are those of
    the command line (`--help`). Where the server cannot start, says why on standard error and
    returns 1. SystemExit (2) for options that make no sense.
    """
    arguments = _parse_arguments()
    try:
        return _run(arguments)
    except (OSError, ValueError, SQLAlchemyError) as error:
        print(f"ptc-central: cannot start: {error}", file=sys.stderr)
        return 1


def _run(arguments: argparse.Namespace) -> int:
    stop = _stop_event(stop_with_stdin=arguments.stop_with_stdin)
    settings = ServerSettings(database_url=arguments.database_url)
    with serve(
        arguments.data_dir, host=arguments.host, port=arguments.port, settings=settings
    ) as address:
        print(address.to_json().decode(), flush=True)
        while not stop.wait(_SIGNAL_POLL_SECONDS):
            pass
    return 0


def _parse_arguments() -> argparse.Namespace:
    # Not abbreviated: `--database-url URL` would be read as the file of that name.
    parser = argparse.ArgumentParser(
        prog="ptc-central",
        description="A practice central: a small FHIR R4 server.",
        allow_abbrev=False,
    )
    parser.add_argument("--data-dir", type=Path, required=True, help="where everything is kept")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: the previous port, or any")
    parser.add_argument(
        "--stop-with-stdin", action="store_true", help="stop when the standard input ends"
    )
    parser.add_argument(
        "--database-url-file",
        metavar="FILE",
        dest="database_url",
        type=_read_database_url,
        help="a file with a URL such as postgresql+psycopg://user@host/name, - for standard input",
    )
    return parser.parse_args()


def _read_database_url(file: str) -> str:
    """Return the SQLAlchemy URL on the first line of the file, `-` for standard input.

    It may hold a password, so it is no argument: everyone on the computer can read the list of
    processes. ArgumentTypeError, which does not repeat it, if it cannot be read or is no URL.
    """
    try:
        url = _first_line(file).decode().strip()
        make_url(url)
    except (OSError, ValueError, ArgumentError):
        raise argparse.ArgumentTypeError("no database URL can be read from it") from None
    return url


def _first_line(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.readline(_LONGEST_URL)
    with Path(file).open("rb") as opened:
        return opened.readline(_LONGEST_URL)


def _stop_event(*, stop_with_stdin: bool) -> threading.Event:
    """Return an event that is set by SIGTERM, SIGINT or (if asked for) the end of stdin."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    if stop_with_stdin:
        threading.Thread(target=_wait_for_stdin_end, args=(stop,), daemon=True).start()
    return stop


def _wait_for_stdin_end(stop: threading.Event) -> None:
    # The parent process holds the other end of the pipe as long as it lives.
    sys.stdin.buffer.read()
    stop.set()


if __name__ == "__main__":
    sys.exit(main())
