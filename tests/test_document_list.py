"""Documents and drafts as lists: by page, filter and phase, in an order that stays."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.app.tasks import Choice
from domain.paper import Authority
from domain.resolution import Relation
from domain.task import DocumentBasis, Leads
from projections.document_list import Counts, Filter, documents
from projections.drafts import drafts
from projections.lineage import State
from projections.moment import as_reviewed
from tests.documents_kit import card, link, recorded
from tests.scene import JAN, new_task
from tests.world import OFFICE, World


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(date(2026, 2, 10))


def test_the_list_of_documents_by_page_and_by_filter(world: World) -> None:
    do, [unit] = world.register, world.units("Xã Tam Sơn")
    numbers = ("10-NQ/TU", "9-NQ/TU", "26-KL/TU", "126-KL/TU")
    made = [recorded(world, n, JAN[9], title="Chuyển đổi số" if "NQ" in n else "Đất đai") for n in numbers]
    first = recorded(world, "1-CT/TU", JAN[0], issuer=Authority.STANDING)
    draft = recorded(world, day=JAN[20])
    world.task(made[0], [unit])
    world.task(made[0], [unit], issue=False)
    do.draft_task(OFFICE, new_task(), (DocumentBasis(made[0]),))
    link(world, made[0], first, Relation.SUPERSEDES)
    at = as_reviewed(world.log, JAN[30])

    def called(**wanted: Any) -> list[str]:
        lines, total = world.query(documents, at, Filter(**wanted))
        assert total == len(lines)
        return [line.called for line in lines]

    assert called() == ["09-NQ/TU", "10-NQ/TU", "26-KL/TU", "126-KL/TU", "01-CT/TU"]
    assert called(drafts=True)[0] == "Dự thảo nghị quyết (chưa có số)"
    assert called(states=(State.DRAFT,), drafts=True) == ["Dự thảo nghị quyết (chưa có số)"]
    assert called(states=(State.SUPERSEDED,)) == ["01-CT/TU"]
    assert called(kinds=("KL", "CT")) == ["26-KL/TU", "126-KL/TU", "01-CT/TU"]
    assert called(issuers=(Authority.STANDING,)) == ["01-CT/TU"]
    assert called(text="kl 26") == ["26-KL/TU"]
    assert called(text="so chuyen") == ["09-NQ/TU", "10-NQ/TU"]
    assert called(text="không có") == []
    after, seen = None, []
    while True:
        lines, total = world.query(documents, at, Filter(drafts=True), after=after, limit=2)
        assert total == 6
        if not lines:
            break
        seen += [found.document for found in lines]
        after = lines[-1].key
    assert seen == [draft, made[1], made[0], made[2], made[3], first]
    assert card(world, made[0]).tasks == Counts(unchosen=1, proposed=1, returned=0, approved=0, issued=1)
    assert world.query(documents, as_reviewed(world.log, JAN[8]), Filter())[1] == 1


def test_drafts_by_page_document_and_phase(world: World) -> None:
    do, [one, other] = world.register, world.units("Xã Tam Sơn", "Phường Vinh Tân")
    older, newer = recorded(world, "5-NQ/TU"), recorded(world, day=JAN[9])

    def made(document: UUID, number: str, *leads: UUID) -> UUID:
        new = new_task(number=number, choice=Choice(Leads.EACH, leads) if leads else None)
        return UUID(do.draft_task(OFFICE, new, (DocumentBasis(document),)).answer["task"])

    tenth, second = made(newer, "10"), made(newer, "2", other, one)
    given, returned, dropped = (made(older, n, one) for n in ("1", "2", "3"))
    world.give([given])
    do.return_tasks(OFFICE, [returned], reason="Thiếu sản phẩm")
    do.drop_draft(OFFICE, dropped, reason="Trùng")
    do.approve_tasks(OFFICE, [second])
    at, seen, after = as_reviewed(world.log, world.today()), [], None
    while True:
        lines, total = world.query(drafts, at, after=after, limit=1)
        assert total == 3
        if not lines:
            break
        seen += lines
        after = lines[-1].key
    assert [(found.task, found.phase, found.leads, found.note) for found in seen] == [
        (second, "approved", ("Xã Tam Sơn", "Phường Vinh Tân"), ""),
        (tenth, "unchosen", (), ""),
        (returned, "returned", ("Xã Tam Sơn",), "Thiếu sản phẩm"),
    ]
    assert (seen[0].called, seen[0].deadline) == ("Dự thảo nghị quyết (chưa có số)", JAN[20])
    [only], _ = world.query(drafts, at, document=older)
    assert only.task == returned
    [gone], _ = world.query(drafts, at, phases=("dropped",))
    assert gone.task == dropped
