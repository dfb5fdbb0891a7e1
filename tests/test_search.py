"""Ctrl-K: a few letters, and what was meant comes first; nobody finds what he does not see."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.account import Role
from projections.moment import as_reviewed
from projections.search import Hit, Scope, search
from projections.sight import sight
from tests.test_sight import viewer
from tests.touches import TODAY, Touches, touching

ALL = Scope(documents=True, tasks=True, drafts=True, sight=None)


@pytest.fixture(scope="module")
def touches(module_database: str) -> Iterator[Touches]:
    with touching(module_database) as made:
        made.world.resolution("26-NQ/TW", date(2025, 8, 5))
        made.world.resolution("126-KL/TU", date(2025, 9, 5))
        made.world.units("Đảng ủy phường Tinh Gia", "Văn phòng Tỉnh ủy", "Tinh Uy")
        yield made


def found(touches: Touches, text: str, scope: Scope = ALL) -> list[Hit]:
    hits: list[Hit] = touches.world.query(
        search, as_reviewed(touches.world.log, TODAY), text, scope, limit=50
    )
    return hits


@pytest.mark.parametrize("text", ["nq 26", "26-NQ/TW", "nghị quyết 26", "26 tw", "NQ26"])
def test_a_document_is_found_by_its_number_however_it_is_typed(touches: Touches, text: str) -> None:
    assert found(touches, text)[0].title.startswith("26-NQ/TW: ")


def test_a_number_is_not_a_part_of_another(touches: Touches) -> None:
    assert [hit.title.partition(":")[0] for hit in found(touches, "26") if hit.kind == "document"] == [
        "26-NQ/TW"
    ]


def test_marks_do_not_matter_but_the_very_words_come_first(touches: Touches) -> None:
    for text in ("tỉnh ủy", "tinh uy", "TỈNH UỶ"):
        first, second, third = (hit.title for hit in found(touches, text))
        assert {first, second} == {"Tinh Uy", "Văn phòng Tỉnh ủy"}
        assert third == "Đảng ủy phường Tinh Gia"
    assert found(touches, "Tinh Uy")[0].title == "Tinh Uy"
    assert found(touches, "tỉnh ủy")[0].title == "Văn phòng Tỉnh ủy"


def test_all_words_are_needed_in_any_order(touches: Touches) -> None:
    assert {hit.title for hit in found(touches, "vị khác đơn")} == {"của đơn vị khác"}
    assert found(touches, "của đơn vị nào đó") == []


def test_a_unit_is_found_by_a_name_that_it_bore(touches: Touches) -> None:
    [hit] = [hit for hit in found(touches, "ban cũ") if hit.kind == "unit"]
    assert (hit.id, hit.detail) == (touches.gone, "đã kết thúc")


def test_a_units_people_find_their_own_tasks_only(touches: Touches) -> None:
    seen = touches.world.query(sight, viewer(Role.UNIT_OFFICER, touches.mine), TODAY)
    scope = Scope(documents=False, tasks=True, drafts=False, sight=seen)
    texts = {hit.title for hit in found(touches, "đơn vị", scope) if hit.kind == "task"}
    assert texts == {"đã xong ở đơn vị cũ", "đơn vị cũ làm dở"}
    assert [hit.title for hit in found(touches, "phối hợp từ", scope)] == ["phối hợp từ trước"]
    assert [hit.kind for hit in found(touches, "26-NQ/TW", scope)] == []


def test_a_units_people_find_no_unit_whose_page_they_may_not_open(touches: Touches) -> None:
    seen = touches.world.query(sight, viewer(Role.UNIT_OFFICER, touches.mine), TODAY)
    scope = Scope(documents=False, tasks=True, drafts=False, sight=seen)
    assert [hit.id for hit in found(touches, "ban cũ", scope) if hit.kind == "unit"] == [touches.gone]
    assert [hit.kind for hit in found(touches, "Tinh Gia")] == ["unit"]
    assert found(touches, "Tinh Gia", scope) == []


def test_drafts_are_found_by_those_who_make_them(touches: Touches) -> None:
    assert [hit.title for hit in found(touches, "dự kiến")] == ["dự kiến"]
    assert found(touches, "dự kiến", Scope(documents=True, tasks=True, drafts=False, sight=None)) == []


@pytest.mark.parametrize("text", ["", "   ", "\0", "%", "_", "'", "\\", "/", "so", "́"])
def test_whatever_is_typed_is_only_text(touches: Touches, text: str) -> None:
    assert len(found(touches, text)) <= 50
