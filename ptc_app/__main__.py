"""Starts the program: `python -m ptc_app`, or the command `ptc-app`."""

from __future__ import annotations

import sys

from ptc_app.app import main

if __name__ == "__main__":
    sys.exit(main())
