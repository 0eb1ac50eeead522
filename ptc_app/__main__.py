"""Starts the application: `python -m ptc_app`, or the command `ptc-app`."""

from __future__ import annotations

import gc
import sys

# Loading makes tens of thousands of objects that stay, and no garbage: to look through them again
# and again is a tenth of the time to the first page.
gc.disable()
from ptc_app.commands.main import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":
    sys.exit(main())
