"""A display of its own with a real window manager: Xvfb and openbox, for tests of real windows."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROGRAMS = ("Xvfb", "openbox", "xdotool")
LIBRARIES = ("X11", "xcb-cursor", "xcb-icccm", "xcb-image", "xcb-keysyms", "xcb-randr", "xcb-shape")
SIZE = (1366, 768)


def why_none() -> str:
    """Why there can be no such display on this machine; empty where there can."""
    if sys.platform != "linux":
        return "X11 is for Linux"
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    missing += [f"lib{name}" for name in LIBRARIES if ctypes.util.find_library(name) is None]
    return f"not installed: {' '.join(missing)}" if missing else ""


@contextmanager
def x_display(folder: Path) -> Iterator[str]:
    """A free display with openbox on it, as the name for DISPLAY; both end on leaving.

    `folder` is the home of the window manager, so that no settings of the machine count.
    """
    with ExitStack() as stack:
        width, height = SIZE
        read, write = os.pipe()
        screen = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]
        server = subprocess.Popen(  # noqa: S603 - our own arguments
            ["Xvfb", "-displayfd", str(write), *screen],  # noqa: S607 - the installed one
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(_end, server)
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        environment = {**os.environ, "DISPLAY": display, "HOME": str(folder)}
        manager = subprocess.Popen(
            ["openbox"],  # noqa: S607 - the installed one
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(_end, manager)
        yield display


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib, with 32-bit data."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_char * 192),
    )


class WindowRequests:
    """Requests to the window manager of a display, as pagers, docks and wmctrl make them."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        self._x.XInternAtom.restype = ctypes.c_ulong
        self._x.XSendEvent.argtypes = [
            ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p,
        ]  # fmt: skip
        self._x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._display = self._x.XOpenDisplay(display.encode())
        self._root = self._x.XDefaultRootWindow(self._display)

    def send(self, name: str, window: int, *data: int | str) -> None:
        """Send a client message about this window (0: none) to the root window.

        `data` are numbers, or names of atoms.
        """
        values = [self._atom(one) if isinstance(one, str) else one for one in data]
        message = _ClientMessage(
            type=33, window=window or self._root, message_type=self._atom(name), format=32
        )
        message.data[: len(values)] = values
        mask = (1 << 19) | (1 << 20)  # SubstructureNotify and SubstructureRedirect
        self._x.XSendEvent(self._display, self._root, 0, mask, ctypes.byref(message))
        self._x.XSync(self._display, 0)

    def close(self) -> None:
        """Close the connection to the display."""
        self._x.XCloseDisplay(self._display)

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))
