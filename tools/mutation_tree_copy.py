"""A copy of the tree to run tests in, where one file at a time is changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = ("-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header",
          "--color=no")  # fmt: skip


def tracked_files() -> list[Path]:
    """Return the files of the working tree that git tracks or does not ignore, relative to ROOT.

    Sorted; deleted ones are left out.
    """
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = sorted(name for name in listed.split("\0") if name)
    return [Path(name) for name in names if (ROOT / name).is_file()]


@dataclass(frozen=True, slots=True)
class TreeCopy:
    """A copy of the tree in `folder`, with the environment variables its tests run with."""

    folder: Path
    environment: dict[str, str]

    @classmethod
    def made(cls, folder: Path) -> TreeCopy:
        """Copy the tracked files to `folder` and return the copy, after `check_imports`."""
        for path in tracked_files():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, folder / path)
        values = {"PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen", "CI": "true"}
        made = cls(folder, {**os.environ, **values, "PYTHONHASHSEED": "0"})
        made.check_imports()
        return made

    def check_imports(self) -> None:
        """SystemExit where Python would import a package from elsewhere than this copy."""
        for package in top_packages():
            program = f"import {package}; print({package}.__file__)"
            done = subprocess.run(
                [sys.executable, "-c", program], cwd=self.folder.parent, env=self.environment,
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            if not Path(done.stdout.strip()).is_relative_to(self.folder):
                sys.exit(f"mutate: {package} is imported from {done.stdout.strip()}, not the copy")

    def compiled(self) -> TreeCopy:
        """Compile every module, let no later run write bytecode, and return this copy.

        Python tells bytecode apart by the second and size of its source alone, so that of one
        mutation could be taken for that of the next.
        """
        self.pytest("--collect-only")
        self.environment["PYTHONDONTWRITEBYTECODE"] = "1"
        return self

    @contextmanager
    def changed(self, path: str, change: Callable[[bytes], bytes]) -> Iterator[None]:
        """Context manager: the file `path` of the copy holds `change(its bytes)` in the block.

        Then it has its bytes and times of before.
        """
        file = self.folder / path
        source, before = file.read_bytes(), file.stat()
        file.write_bytes(change(source))
        try:
            yield
        finally:
            file.write_bytes(source)
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def pytest(self, *arguments: str, seconds: float | None = None) -> tuple[int | None, str]:
        """Run pytest in the copy; return its exit code and output (standard output and error).

        After `seconds` it is killed, and the code is None; processes its tests left are killed.
        """
        with (self.folder / ".output").open("w+") as output:
            process = subprocess.Popen(
                [sys.executable, *PYTEST, f"--basetemp={self.folder / '.tmp'}", *arguments],
                cwd=self.folder, env=self.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
            code: int | None = None
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(seconds)
            with suppress(ProcessLookupError):  # what its tests have started ends with it
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            output.seek(0)
            return code, output.read()


def top_packages() -> set[str]:
    """Return the names of the packages at the root of the tree, without `tests`."""
    return {path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"}
