"""A real annex of 140 tasks, from the file to figures by unit and by document."""

import json
from datetime import date
from pathlib import Path

import pytest

from api.commands import import_annex, show
from domain.annex import decode, encode
from domain.task import Phase
from projections import counts, tasks
from projections.moment import as_reviewed
from tests.tables import csv_rows
from tests.world import World, command

HEAD = ("--number", "03/NQ-CP", "--day", "9/1/2025", "--issuer", "centre")


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(date(2025, 2, 3))


def taken(world: World, file: Path, *more: str) -> None:
    assert command(world, import_annex, str(file), *HEAD, *more) == 0


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("first", "second"), [("docx", "xlsx"), ("xlsx", "docx")])
def test_the_annex_of_140_tasks_in_either_format_and_the_other_adds_nothing(
    world: World, shared_data: Path, capsys: pytest.CaptureFixture[str], first: str, second: str
) -> None:
    taken(world, shared_data / f"vn_nq03/phu_luc_2.{first}", "--create-units")
    expected = csv_rows(shared_data / "vn_nq03/nq03_tasks_original.csv")
    rows = world.rows(
        "SELECT number, task_text, lead_words, deadline_words FROM tasks"
        " WHERE known_to = 2^63::numeric - 1 ORDER BY sort"
    )
    assert [tuple(map(plain, row)) for row in rows] == [
        tuple(plain(row[k]) for k in ("so_tt", "ten_nhiem_vu", "co_quan_chu_tri", "thoi_gian_hoan_thanh"))
        for row in expected
    ]
    head = world.log.head()
    taken(world, shared_data / f"vn_nq03/phu_luc_2.{second}", "--create-units")
    assert world.log.head() == head
    assert "Không có gì mới: 140 nhiệm vụ của phụ lục đã có trong sổ." in capsys.readouterr().out


def test_the_preview_lists_the_doubts_and_writes_nothing(
    world: World, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(world, shared_data / "vn_nq03/phu_luc_2.docx", "--preview")
    said = capsys.readouterr().out
    assert "140 nhiệm vụ: 123 có ngày hạn, 17 không có." in said
    assert "Giao cho một nhóm: “Các bộ, ngành, địa phương”" in said
    assert world.log.head() == 0


def test_with_all_choices_made_units_count_assignments_and_documents_count_tasks(
    world: World, shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    annex = shared_data / "vn_nq03/phu_luc_2.docx"
    taken(world, annex, "--create-units", "--issue")
    assert "còn 48 nhiệm vụ chưa chọn đầu mối" in capsys.readouterr().out
    taken(world, annex, "--template", str(tmp_path / "choices.tsv"))
    filled, assignments = fill((tmp_path / "choices.tsv").read_bytes())
    (tmp_path / "choices.tsv").write_bytes(filled)
    taken(world, annex, "--create-units", "--choices", str(tmp_path / "choices.tsv"), "--issue")
    assert "chọn đầu mối thêm cho 48" in capsys.readouterr().out
    at = as_reviewed(world.log, date(2025, 2, 3))
    assert world.query(counts.waiting_for_leads, at) == 0
    [document] = world.query(counts.by_document, at)
    assert (document.number, document.tally.total, document.tally.dated) == ("03/NQ-CP", 140, 123)
    assert sum(u.tally.total for u in world.query(counts.by_unit, at)) == 92 + assignments
    for day, due in ((date(2025, 3, 31), 5), (date(2025, 6, 30), 20), (date(2025, 12, 31), 102)):
        [(found,)] = world.rows(
            "SELECT count(*) FROM task_timeline WHERE deadline <= %s AND known_to = 2^63::numeric - 1", day
        )
        assert found == due
    capsys.readouterr()
    command(world, show, "documents", "--json", "--day", "2025-02-03")
    [row] = json.loads(capsys.readouterr().out)
    assert (row["total"], row["undated"]) == (140, 17)


def fill(template: bytes) -> tuple[bytes, int]:
    """Joint leads as they are proposed, groups to three ministries at once; how many assignments that makes."""
    header, *rows = decode(template).splitlines()
    lines, made = [header], 0
    three = ["Bộ Khoa học và Công nghệ", "Bộ Tài chính", "Bộ Công an"]
    for row in rows:
        cells = row.split("\t")
        if not cells[0]:
            names, cells[3] = [], "dùng đơn vị" if cells[4] else "lập mới"
        elif cells[4]:
            names, cells[3] = cells[4].split(";"), "đồng chủ trì"
        else:
            names, cells[3], cells[4] = three, "giao đồng loạt", "; ".join(three)
        made += len(names)
        lines.append("\t".join(cells))
    return encode("\r\n".join(lines)), made


def test_a_unit_that_the_register_lacks_is_not_made_up(
    world: World, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(world, shared_data / "vn_nq03/phu_luc_2.docx")
    assert world.query(counts.waiting_for_leads, as_reviewed(world.log, date(2025, 2, 3))) == 140
    [(document,)] = world.rows("SELECT document_id FROM documents")
    assert len(world.query(tasks.of_phase, document, Phase.UNCHOSEN)) == 140


def test_the_same_annex_under_another_name_adds_nothing(
    world: World, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    annex = shared_data / "vn_nq03/phu_luc_2.docx"
    taken(world, annex, "--create-units")
    head = world.log.head()
    taken(world, annex, "--create-units", "--annex", "Phụ lục III")
    assert world.log.head() == head
    assert "TT 1: đã có nhiệm vụ cùng nội dung ở chỗ khác của văn bản" in capsys.readouterr().out
