"""Empties the clipboard and the selection of X11, so that nothing copied outlives its page."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QClipboard

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection, QClipboard.Mode.FindBuffer)
"""What was copied; what is selected, which X11 pastes by the middle button; macOS's search text."""


class Clipboard(Protocol):
    """The methods of QClipboard that are used here."""

    def supportsSelection(self) -> bool:
        """Whether the platform has a selection beside the clipboard, as X11 has."""

    def supportsFindBuffer(self) -> bool:
        """Whether the platform has a search text beside the clipboard, as macOS has."""

    def ownsClipboard(self) -> bool:
        """Whether this application filled the clipboard."""

    def ownsSelection(self) -> bool:
        """Whether the selected text is one of this application."""

    def ownsFindBuffer(self) -> bool:
        """Whether this application filled the search text."""

    def clear(self, mode: QClipboard.Mode = ...) -> None:
        """Empty the clipboard, selection or search text."""


def clear_all(clipboard: Clipboard) -> None:
    """Empty clipboard, selection and search text, whichever application filled them."""
    for mode in _supported(clipboard):
        clipboard.clear(mode)


def clear_own(clipboard: Clipboard) -> None:
    """Empty what this application put into clipboard, selection and search text, and no other."""
    owns = {
        QClipboard.Mode.Clipboard: clipboard.ownsClipboard,
        QClipboard.Mode.Selection: clipboard.ownsSelection,
        QClipboard.Mode.FindBuffer: clipboard.ownsFindBuffer,
    }
    for mode in _supported(clipboard):
        if owns[mode]():
            clipboard.clear(mode)


def _supported(clipboard: Clipboard) -> list[QClipboard.Mode]:
    lacking = {
        QClipboard.Mode.Selection: not clipboard.supportsSelection(),
        QClipboard.Mode.FindBuffer: not clipboard.supportsFindBuffer(),
    }
    return [mode for mode in _MODES if not lacking.get(mode)]
