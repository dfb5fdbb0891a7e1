"""The shape of the house: imports go one way, everything a user can type or set is described."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("domain", "infra", "projections", "api", "dashboard")
MAY_IMPORT = {
    "domain": {"domain"},
    "infra": {"infra", "domain"},
    "projections": {"projections", "domain"},
    "api": {"api", "domain", "projections"},
    "dashboard": {"dashboard", "domain", "projections"},
}
EVENTSOURCING = {"domain/app/machinery.py", "domain/log.py"}
"""Where the domain meets the library: the application, and what it asks of the log."""


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def allowed(part: str, file: str, top: str) -> bool:
    if top in (*PARTS, "tests", "benchmarks", "sonq"):
        return top in MAY_IMPORT[part]
    if part != "domain" or top in sys.stdlib_module_names:
        return True
    return top == "msgspec" or (top == "eventsourcing" and file in EVENTSOURCING)


@pytest.mark.parametrize("part", PARTS)
def test_imports_go_one_way(part: str) -> None:
    wrong = []
    for file in sorted((ROOT / part).rglob("*.py")):
        name = str(file.relative_to(ROOT))
        for module in imports(file):
            if not allowed(part, name, module.split(".")[0]):
                wrong.append(f"{name} imports {module}")
    assert wrong == []


def test_the_domain_asks_no_clock_no_environment_and_no_file() -> None:
    forbidden = re.compile(r"\b(datetime\.now|date\.today|time\.time|os\.environ|open\(|random\.)")
    wrong = [
        f"{file.relative_to(ROOT)}: {found.group()}"
        for file in (ROOT / "domain").rglob("*.py")
        if (found := forbidden.search(file.read_text(encoding="utf-8")))
    ]
    assert wrong == []


def commands() -> list[str]:
    said = subprocess.run(
        [sys.executable, str(ROOT / "sonq.py"), "--help"], capture_output=True, text=True, check=True
    ).stdout
    return re.findall(r"^    ([a-z-]+) ", said, re.MULTILINE)


def test_every_command_explains_itself_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = commands()
    assert {"demo", "serve", "import", "show", "rebuild", "status", "test"} <= set(names)
    for name in names:
        assert f"`./sonq {name}" in readme, f"README.md does not tell of ./sonq {name}"


def test_no_file_is_longer_than_a_subject() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for part in PARTS
        for file in (ROOT / part).rglob("*.py")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert long == {}


def test_the_repository_names_no_machine_and_no_address_to_install_from() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    wrong = []
    for name in files.stdout.splitlines():
        file = ROOT / name
        if not file.is_file():
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        installs = file.suffix in (".txt", ".in", ".toml") or name in ("sonq", ".ci/run")
        if str(ROOT) in text or (installs and re.search(r"index-url|https?://", text)):
            wrong.append(name)
    assert wrong == []
