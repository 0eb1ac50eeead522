"""The command line of the practice central."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from ptc_central.server import Settings, serve

_LOOK_EVERY_SECONDS = 1  # Windows notices an interrupt only between waits


def main() -> int:
    """Serve until the process is asked to stop."""
    asked = _arguments()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    settings = Settings(database_url=asked.database_url)
    with serve(asked.data_dir, host=asked.host, port=asked.port, settings=settings) as central:
        sys.stdout.write(f"{central.address().decode()}\n")
        sys.stdout.flush()
        if asked.stop_with_stdin:
            threading.Thread(target=_wait_for_end, args=(stop,), daemon=True).start()
        while not stop.wait(_LOOK_EVERY_SECONDS):
            pass
    return 0


def _wait_for_end(stop: threading.Event) -> None:
    """Whoever started this process holds the other end of its input, for as long as they live."""
    sys.stdin.buffer.read()
    stop.set()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="ptc-central", description="A practice central: a small FHIR R4 server."
    )
    parser.add_argument("--data-dir", type=Path, required=True, help="where everything is kept")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: the previous port, or any")
    parser.add_argument(
        "--stop-with-stdin", action="store_true", help="stop when the standard input ends"
    )
    parser.add_argument("--database-url", help="such as postgresql+psycopg://user@host/name")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
