"""The version of the application."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def app_version() -> str:
    """Return the version of the installed application, as 0.1.0; "" where it is not installed."""
    try:
        return version("ptc-app")
    except PackageNotFoundError:  # run from a folder that was never installed
        return ""
