"""The command ``status``: it tells what runs and starts nothing."""

from pathlib import Path

import pytest

from api.commands.demo import settings_of
from infra.embedded import embedded
from infra.serving import serving
from infra.settings import Settings
from infra.status import run


def test_before_the_first_start_nothing_runs_and_nothing_is_made(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Settings(home=home)) == 0
    said = capsys.readouterr().out
    assert str(home) in said
    assert said.count("đang dừng") == 2
    assert not home.exists()


def test_the_running_server_and_the_address_are_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(home) as announce, embedded(home):
        announce("http://127.0.0.1:8050/")
        run(Settings(home=home))
    said = capsys.readouterr().out
    assert "PostgreSQL kèm theo, đang chạy" in said
    assert "http://127.0.0.1:8050/" in said


def test_the_demonstration_is_told_apart_from_the_register_in_whose_home_it_lies(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(home=home)
    of_demo = settings_of(settings)
    with serving(of_demo.home) as announce:
        announce("http://127.0.0.1:8051/")
        run(settings)
    said = capsys.readouterr().out
    assert "Trang làm việc:  đang dừng" in said
    assert "Tỉnh trình diễn: http://127.0.0.1:8051/" in said
    assert str(of_demo.home) in said


def test_a_server_of_ones_own_is_named_without_its_password(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(Settings(home=home, database_url="postgresql://sonq:secret@db/sonq"))
    said = capsys.readouterr().out
    assert "SONQ_DATABASE_URL" in said
    assert "secret" not in said
