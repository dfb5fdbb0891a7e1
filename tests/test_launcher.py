"""The launcher: from nothing but Python to the running program. The environments made here are empty."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def project(folder: Path) -> Path:
    """A project whose program says which process it is and what it was given."""
    project = folder / "nhà tôi"
    (project / "requirements").mkdir(parents=True)
    shutil.copy(PROJECT / "sonq", project)
    (project / "requirements" / "run.txt").write_text("# for the program\n")
    (project / "requirements" / "test.txt").write_text("# for the tests\n")
    (project / "sonq.py").write_text("import os, sys\nprint(os.getpid(), *sys.argv[1:], sep='|')\n")
    (project / "pytest.py").write_text(
        "import os, sys\nprint('pytest', os.getcwd(), *sys.argv[1:], sep='|')\n"
    )
    return project


@pytest.fixture
def launcher(project: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The launcher as a module of that project, which notes its ``commands`` and runs none.

    The ordinary import would take the compiled ``sonq.py`` for it.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.parent / "cache"))
    module: Any = ModuleType("launcher")
    module.__file__ = str(project / "sonq")
    exec((project / "sonq").read_text(encoding="utf-8"), module.__dict__)
    module.commands = []

    def note(command: list[str], lock: int) -> None:
        module.commands.append(command)
        if "venv" in command:
            (Path(command[-1]) / "bin").mkdir()
            (Path(command[-1]) / "bin" / "python").touch(mode=0o755)

    module.run = note
    return module


def launch(project: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(project / "sonq"), *arguments],
        env=os.environ | {"XDG_CACHE_HOME": str(project.parent / "cache"), "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd="/",
    )


def test_it_makes_its_environment_once_and_becomes_the_program(project: Path) -> None:
    first = launch(project, "show", "hai chữ", "đ")
    said, words = first.communicate()
    assert said == f"{first.pid}|show|hai chữ|đ\n", "the same process: signals reach the program"
    assert "Đã chuẩn bị xong." in words
    said, words = launch(project, "test", "-k", "x").communicate()
    assert said == f"pytest|{project}|-n2|--dist=loadfile|--no-loadscope-reorder|-k|x\n"
    assert "Đang cập nhật" in words, "what the tests need is added to what is there"
    assert launch(project).communicate()[1] == ""
    (project / "requirements" / "run.txt").write_text("# changed\n")
    assert "Đang cập nhật" in launch(project).communicate()[1]
    assert launch(project).communicate()[1] == ""


def test_two_starts_at_once_make_one_environment_and_both_run(project: Path) -> None:
    both = [launch(project), launch(project)]
    said = [start.communicate() for start in both]
    assert [out for out, _ in said] == [f"{start.pid}\n" for start in both]
    assert sum("Đã chuẩn bị xong." in words for _, words in said) == 1


def test_an_interrupted_making_is_begun_anew(launcher: Any, project: Path) -> None:
    half = project / ".venv"
    half.mkdir()
    (half / launcher.STAMP).touch()
    (half / "half").touch()
    assert launcher.environment("run") == half
    assert [command[1:3] for command in launcher.commands] == [["-m", "venv"], ["-I", "-m"]]
    assert not (half / "half").exists()
    assert not (project / ".venv.old").exists()


def test_an_environment_that_somebody_else_made_is_left_as_it_is(launcher: Any, project: Path) -> None:
    theirs = project / ".venv"
    theirs.mkdir()
    (theirs / "pyvenv.cfg").touch()
    assert launcher.environment("run").parent == project.parent / "cache" / "sonq"
    assert [path.name for path in theirs.iterdir()] == ["pyvenv.cfg"]


def test_an_installation_that_fails_is_not_taken_for_a_finished_one(
    launcher: Any, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    launcher.environment("run")
    launcher.run = lambda command, lock: launcher.stop("Chưa cài đặt được")
    with pytest.raises(SystemExit):
        launcher.environment("test")
    assert not launcher.has(project / ".venv", "run")
    assert "Chưa cài đặt được" in capsys.readouterr().err


def test_a_python_that_is_too_old_is_told_so(launcher: Any, capsys: pytest.CaptureFixture[str]) -> None:
    launcher.OLDEST = (4, 0)
    with pytest.raises(SystemExit):
        launcher.main()
    assert f"Cần Python 4.0 trở lên; Python trên máy là bản {launcher.VERSION}." in capsys.readouterr().err


def test_a_python_without_venv_is_told_what_to_install(
    launcher: Any, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit):
        launcher.main()
    assert f"apt install python{launcher.VERSION}-venv" in capsys.readouterr().err
    assert not (project / ".venv").exists()


def test_what_the_tests_need_includes_what_the_program_needs_every_package_by_its_hash() -> None:
    run, test = (pinned(PROJECT / "requirements" / f"{name}.txt") for name in ("run", "test"))
    assert run
    assert run.items() <= test.items()
    assert all("--hash=sha256:" in rest for rest in test.values())


def pinned(path: Path) -> dict[str, str]:
    """Package and version -> the rest of its entry."""
    entries = re.sub(r"\\\n\s*", "", path.read_text()).splitlines()
    return dict((entry + " ").split(" ", 1) for entry in entries)
