"""A command run as someone at a terminal would, with what they type on its input."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from ptc_app.commands.main import main
from ptc_app.commands.practice import PRACTICE_SITE
from ptc_app.paths import DataDir

ME = ("--sign-in-name", PRACTICE_SITE.sign_in_name)
"""The administrator of the practice site."""


class Terminal:
    """Runs commands on the site in this data folder, in this process."""

    def __init__(
        self, site: DataDir, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.site, self._patch, self._capsys = site, monkeypatch, capsys

    def run(
        self, *arguments: str, passphrase: str = PRACTICE_SITE.passphrase, then: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """The exit code and the JSON of a command that reads the passphrase, and then a line."""
        code = self._main([*arguments, "--json"], f"{passphrase}\n{then}\n")
        said: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return code, said

    def told(self, *arguments: str, then: str = "") -> tuple[int, str]:
        """The exit code of a command that fails, and what it writes for people."""
        code = self._main(arguments, f"{PRACTICE_SITE.passphrase}\n{then}\n")
        return code, self._capsys.readouterr().err

    def _main(self, arguments: tuple[str, ...] | list[str], typed: str) -> int:
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        return main(["--data-dir", str(self.site.root), *arguments])
