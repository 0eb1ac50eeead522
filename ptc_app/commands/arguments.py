"""The command line: from arguments to the options of one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ptc_app.commands.window_arguments import window_only
from ptc_app.domain.language import Language

if TYPE_CHECKING:
    from ptc_app.commands.options import CommandOptions


class Invocation(NamedTuple):
    """One run of the application: the options of its command, which also say which command it is.

    `as_json`: whether the result is printed as one JSON object.
    `language`: the language asked for (BCP 47); None where none was.
    """

    options: CommandOptions
    as_json: bool = False
    language: Language | None = None


def parse_arguments(arguments: Sequence[str]) -> Invocation:
    """The command and options these arguments ask for, without the name of the executable.

    Where they make no sense, prints why and raises SystemExit with code 2; with 0 after `--help`
    or `--version`.
    DataFolderUnusable (`path`) where the data folder is below a home that nobody has, or below a
    working directory that is gone.
    """
    spelled = ["self-check" if word == "--self-check" else word for word in arguments]
    given = window_only(spelled) or _of_a_named_command(spelled)
    build: Callable[[dict[str, Any]], CommandOptions] = given.pop("build")
    return Invocation(build(given), given.get("json", False), given.get("language"))


def _of_a_named_command(words: Sequence[str]) -> dict[str, Any]:
    from ptc_app.commands.command_parser import command_parser  # the window does not wait for it

    return vars(command_parser().parse_args(words))
