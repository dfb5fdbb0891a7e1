"""Planted bugs: each is put into a copy of the program, where a test that is named for it has to fail.

python -m benchmarks.planted [--only WORDS]
    WORDS: only the bugs whose name contains them
Prints which test caught which; the exit code is 1 if one survives, or if a test fails without any.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from api.commands.bar import bar
from benchmarks.planted_bugs import BUGS, Bug, Patch
from infra.embedded import embedded
from tests.conftest import FAST, new_folder

ROOT = Path(__file__).parents[1]
_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "node_modules")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?)(?: - .*)?$", re.MULTILINE)


class Unplantable(Exception):  # noqa: N818 - what the table is, until somebody looks
    """The program does not say any more what the patch expects of it."""


def plant(root: Path, patches: Iterable[Patch]) -> dict[Path, str]:
    """Changes the files below ``root``; what they said before. Raises ``Unplantable``."""
    before: dict[Path, str] = {}
    for patch in patches:
        file = root / patch.file
        text = file.read_text(encoding="utf-8")
        if text.count(patch.before) != 1:
            raise Unplantable(f"{patch.file} says {text.count(patch.before)} times: {patch.before!r}")
        before.setdefault(file, text)
        file.write_text(text.replace(patch.before, patch.after), encoding="utf-8")
    return before


class Copy:
    """The program beside itself, with a database server for its tests."""

    def __init__(self, folder: Path, server: str) -> None:
        self._root = folder / "program"
        shutil.copytree(ROOT, self._root, ignore=_LEFT_OUT)
        self._server = server

    def failing(self, tests: Iterable[str]) -> list[str]:
        """The first test that fails, by its name; none: all pass. Raises ``Unplantable`` if they do not even run."""
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider", *tests],
            cwd=self._root,
            env=os.environ | {"SONQ_TEST_DATABASE_URL": self._server, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode not in (0, 1):
            raise Unplantable(f"{' '.join(tests)} did not run:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
        return _FAILED.findall(ran.stdout) if ran.returncode else []

    def caught(self, bug: Bug) -> str:
        """The test that fails by the bug; empty if it survives."""
        before = plant(self._root, bug.patches)
        try:
            return next((failed for test in bug.tests for failed in self.failing([test])), "")
        finally:
            for file, text in before.items():
                file.write_text(text, encoding="utf-8")


def run(bugs: list[Bug]) -> int:
    """How many survive."""
    survived = 0
    with new_folder() as folder, embedded(folder / "home", FAST) as server:
        copy = Copy(folder, server)
        if failing := copy.failing(dict.fromkeys(test for bug in bugs for test in bug.tests)):
            print(f"Without any bug there fails {', '.join(failing)}")
            return 1
        with bar("Lỗi gài") as told:
            for nth, bug in enumerate(bugs, 1):
                caught = copy.caught(bug)
                survived += not caught
                print(f"{bug.name:<52} {caught or 'SURVIVES'}", flush=True)
                told(nth, len(bugs))
    print(f"{len(bugs)} planted, {len(bugs) - survived} caught")
    return survived


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the server is stopped whatever ends this
    return bool(run([bug for bug in BUGS if options.only in bug.name]))


if __name__ == "__main__":
    sys.exit(main())
