"""The real annex of Nghị quyết 03/NQ-CP, as an office receives it in Word and in Excel."""

from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest

from domain.annex import About, Annex, LeadForm, Register, read
from domain.annex.lines import clean
from infra.annex import read_annex
from tests.annex_tables import about
from tests.tables import csv_rows

FILES = ("phu_luc_2.docx", "phu_luc_2.xlsx")


def real(shared_data: Path, name: str) -> Annex:
    tables = read_annex(shared_data / "vn_nq03" / name, name)
    return read(tables, Register([]), given=date(2025, 1, 9))


@pytest.mark.parametrize("name", FILES)
def test_the_real_annex_comes_out_as_it_was_typed_clean(shared_data: Path, name: str) -> None:
    rows = csv_rows(shared_data / "vn_nq03/nq03_tasks_original.csv")
    expected = [tuple(map(clean, row.values())) for row in rows]
    found = [
        (d.number, d.group_heading, d.text, d.lead_cell, d.coordinating_cell, d.product, d.deadline.raw)
        for d in real(shared_data, name).drafts
    ]
    assert len(found) == 140
    assert found == expected


@pytest.mark.parametrize("name", FILES)
def test_the_figures_of_the_real_annex(shared_data: Path, name: str) -> None:
    drafts = real(shared_data, name).drafts
    days = [d.deadline.day for d in drafts if d.deadline.day]
    assert (len(days), len(drafts) - len(days)) == (123, 17)
    due = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 12, 31), date(2026, 11, 21))
    assert [sum(day <= limit for day in days) for limit in due] == [5, 20, 102, 106]
    assert sum(not d.coordinating for d in drafts) == 32
    assert sum(not d.product for d in drafts) == 9
    assert [d.number for d in drafts if not d.deadline.raw] == ["42"]
    assert len({d.group_heading for d in drafts}) == 7
    assert len({d.lead_cell for d in drafts}) == 40


def test_both_formats_of_the_real_annex_read_the_same(shared_data: Path) -> None:
    word, excel = (real(shared_data, name) for name in FILES)
    assert [msgspec.structs.replace(draft, table="", at=0) for draft in word.drafts] == [
        msgspec.structs.replace(draft, table="", at=0) for draft in excel.drafts
    ]
    assert word.label == excel.label == "Phụ lục II"


def test_the_doubts_of_the_real_annex(shared_data: Path) -> None:
    """31 leads name a group, 2 of them beside bodies; 17 are several bodies."""
    found = real(shared_data, FILES[0])
    assert Counter(d.lead_form for d in found.drafts) == {
        LeadForm.SINGLE: 92,
        LeadForm.SEVERAL: 17,
        LeadForm.GROUP: 29,
        LeadForm.MIXED: 2,
    }
    assert len(about(found, About.LEAD)) == 48
    assert [d.row for d in about(found, About.DEADLINE)] == ["TT 42", "TT 76", "TT 114", "TT 115"]
    assert [(d.row, d.column) for d in about(found, About.ROW)] == [("TT 12", "Tên nhiệm vụ")]
    assert about(found, About.COLUMN) == []
    assert len(about(found, About.UNIT)) == len(found.new_names) == 35
    assert {n.name: n.proposals[0].name for n in found.new_names if n.proposals} == {
        "Bộ Khoa học, Công nghệ": "Bộ Khoa học và Công nghệ",
        "Viện Hàn lâm Khoa học và Công nghệ": "Viện Hàn lâm Khoa học và Công nghệ Việt Nam",
        "nghiệp và phát triển nông thôn": "Bộ Nông nghiệp và Phát triển nông thôn",
    }
    assert not {"Bộ Công An", "Bộ Tài nguyên và môi trường"} & {n.name for n in found.new_names}
