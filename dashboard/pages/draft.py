"""One draft put right before it is given: what it says, who leads, until when; or taken out of the lists."""

from uuid import UUID

from dashboard import forms
from dashboard.address import DRAFT, DRAFTS
from dashboard.components import Page, card, past
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from dashboard.task_fields import task_fields, units_and_groups
from domain.drafting import STILL_A_DRAFT
from domain.errors import NotFound
from domain.task import PHASE_NAMES, DocumentBasis, Phase, Task
from domain.task import task as task_of
from projections import intakes
from projections.counts import unit_names
from projections.document_list import document_card
from projections.engine import Cursor


def draft(look: Look, task_id: UUID) -> Page:
    """Raises ``NotFound`` for what is no draft any more."""
    at = look.at
    with look.reader.snapshot() as cursor:
        recorded = look.reader.log.streams([task_id], at.known).get(task_id)
        if not recorded:
            raise NotFound
        found = task_of(task_id, [one.event for one in recorded])
        if found.phase not in STILL_A_DRAFT:
            raise NotFound
        main = found.drafted.bases[0]
        basis = (
            document_card(cursor, at, main.document, drafts=True) if isinstance(main, DocumentBasis) else None
        )
        given = basis.day if basis else at.day
        units = intakes.choosable(cursor, given)
        names = _names(cursor, look, found)
    title = f"Sửa dự kiến: TT {found.drafted.number}" if found.drafted.number else "Sửa dự kiến"
    back = look.asked.but(document=basis.document if basis else None).at(DRAFTS)
    return Page(
        title,
        [
            Html(
                past(look.asked, f"{DRAFT}{task_id}"),
                tag(
                    "p",
                    tag("a", f"Dự kiến giao{f' của {basis.called}' if basis else ''}", href=back),
                    class_="place",
                ),
                tag("h1", title),
                _standing(found),
                units_and_groups(units),
                card(
                    "Nội dung",
                    forms.form(
                        f"/tasks/{task_id}/draft",
                        task_fields(given, names, found),
                        submit="Lưu",
                        version=found.version,
                        then=back,
                        keep=f"draft:{task_id}",
                    ),
                    class_="named-options",
                )
                if look.live
                else None,
                _drop(found, back) if look.live else None,
            )
        ],
    )


def _names(cursor: Cursor, look: Look, found: Task) -> dict[UUID, str]:
    named = [*found.leads, *found.drafted.coordinating]
    return {unit: name for unit, name, *_ in unit_names(cursor, look.at, named)}


def _standing(found: Task) -> Markup:
    why = f": {found.note}" if found.note else ""
    approved = " Sửa nội dung thì cần duyệt lại." if found.phase is Phase.APPROVED else ""
    return tag("p", f"{PHASE_NAMES[found.phase]}{why}.{approved}", class_="note")


def _drop(found: Task, back: str) -> Markup:
    return forms.act(
        "Bỏ khỏi dự kiến",
        forms.form(
            f"/tasks/{found.id}/drop",
            forms.words("reason", "Lý do", rows=2, required=True),
            submit="Bỏ khỏi dự kiến",
            version=found.version,
            then=back,
            quiet=True,
        ),
    )
