"""Real data of the field, kept outside the project: tests that need it are skipped where it is missing."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """A file of the folder beside the project, by its path in it."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"real data not here: ../shared/data/{name}")
    return path


def shared_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of that folder."""
    with shared(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
