"""Every planted bug can still be planted: its patch meets the program as it is, its tests are there."""

from pathlib import Path

import pytest

from benchmarks.planted import ROOT, Unplantable, plant
from benchmarks.planted_bugs import BUGS, Bug, Patch


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_patch_meets_its_file_exactly_once(bug: Bug, tmp_path: Path) -> None:
    for patch in bug.patches:
        copy = tmp_path / patch.file
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text((ROOT / patch.file).read_text(encoding="utf-8"), encoding="utf-8")
    before = plant(tmp_path, bug.patches)
    for file, text in before.items():
        assert file.read_text(encoding="utf-8") != text
        if file.suffix == ".py":
            compile(file.read_text(encoding="utf-8"), file.name, "exec")


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_tests_named_for_it_are_there(bug: Bug) -> None:
    for test in bug.tests:
        file, _, name = test.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {name or 'test_'}" in text


def test_a_patch_that_no_longer_fits_is_told(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text("late = day > deadline\n" * 2, encoding="utf-8")
    with pytest.raises(Unplantable, match="2 times"):
        plant(tmp_path, [Patch("rules.py", "day > deadline", "day >= deadline")])


def test_no_two_bugs_have_one_name() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS)
