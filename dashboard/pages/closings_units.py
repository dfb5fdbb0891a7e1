"""A closing unit by unit: what each was shown and said, for the Office; a unit's own word."""

from collections.abc import Container, Mapping, Sequence
from uuid import UUID

import msgspec

from dashboard.address import CLOSING, Asked, Counted
from dashboard.components import card, figure
from dashboard.forms import form, given, words
from dashboard.kinds import SLUGS
from dashboard.look import Look
from dashboard.markup import Markup, tag
from domain.account import OF_A_UNIT
from domain.permissions import DONE, Grant, Right, Touch
from domain.rules import Timeliness
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.closings import Closing, Remark
from projections.counts import UnitTally

NOT_YET, LOOKED, REMARKED, ANSWERED = "chưa xem", "đã xem", "có ý kiến", "đã trả lời"
ENDED = "đã kết thúc"


class Said(msgspec.Struct, frozen=True):
    """A closing and what was said to it, with the names of units and people.

    ``ended``: the units that were not there any more when it could be looked at; their successors look.
    """

    closing: Closing
    remarks: Sequence[Remark]
    units: Mapping[UUID, str]
    people: Mapping[str, str]
    ended: Container[UUID] = ()

    @property
    def unanswered(self) -> list[Remark]:
        """The remarks that wait for the Office."""
        return [one for one in self.remarks if one.opinion and one.answer is None]

    def state(self, unit: UUID) -> str:
        """How far the unit is with it."""
        own = [one for one in self.remarks if one.unit == unit]
        if any(one in self.unanswered for one in own):
            return REMARKED
        if any(one.opinion for one in own):
            return ANSWERED
        return LOOKED if own else ENDED if unit in self.ended else NOT_YET


def units_card(units: Sequence[UnitTally], said: Said, on: Asked) -> Markup:
    """All units that have something in it, in protocol order, each with its state."""
    states = [said.state(unit.unit) for unit in units]
    asks = said.closing.remarks_until is not None
    told = (NOT_YET, LOOKED, REMARKED, ANSWERED, *([ENDED] if ENDED in states else []))
    summed = ", ".join(f"{count(states.count(s))} {s}" for s in told)
    heads = [tag("th", head, scope="col") for head in ("Đơn vị", "Tổng số", "Quá hạn")]
    if asks:
        heads.append(tag("th", "Ý kiến", scope="col", class_="state"))
    return card(
        "Theo đơn vị",
        tag(
            "table",
            tag("thead", tag("tr", heads)),
            tag("tbody", (_row(unit, state, asks, on) for unit, state in zip(units, states, strict=True))),
            class_="numbers closing-units",
        ),
        note=f"Đơn vị tính: lượt giao. {summed}." if asks else "Đơn vị tính: lượt giao.",
    )


def _row(unit: UnitTally, state: str, asks: bool, on: Asked) -> Markup:
    of = on.but(unit=unit.unit, counted=Counted.ASSIGNMENTS)
    late = of.but(kind=SLUGS[Timeliness.OVERDUE])
    return tag(
        "tr",
        tag("th", unit.name, scope="row"),
        tag("td", figure(unit.tally.total, of.list)),
        tag("td", figure(unit.tally.of(Timeliness.OVERDUE), late.list)),
        tag("td", state, class_="state") if asks else None,
    )


def own_form(look: Look, said: Said) -> Markup | None:
    """What the viewer's unit may say to it, while it may."""
    found, unit = said.closing, unit_of(look)
    last = found.remarks_until
    speaks = look.live and look.viewer.may(Right.REMARK, DONE | {Grant.PROPOSES}, Touch.OWN)
    if unit is None or last is None or found.position is not None or not speaks:
        return None
    if look.reader.today() > last:
        return tag("p", f"Đã hết thời gian cho ý kiến (đến hết ngày {vn_day(last)}).", class_="note")
    whose = given("unit", unit)
    agreed = any(one.unit == unit and not one.opinion for one in said.remarks)
    nothing = form(f"/closings/{found.id}/agreements", whose, submit="Đã xem, không có ý kiến")
    return card(
        "Ý kiến của đơn vị về số liệu",
        tag("p", "Đơn vị đã ghi nhận xem số liệu này.") if agreed else nothing,
        form(
            f"/closings/{found.id}/remarks",
            whose,
            words(
                "opinion", "Ý kiến", rows=3, hint="Nêu rõ nhiệm vụ và nội dung đề nghị xem lại", required=True
            ),
            submit="Gửi ý kiến",
            quiet=True,
            keep=f"y-kien-{found.id}",
        ),
        note=f"Đề nghị xem, cho ý kiến chậm nhất ngày {vn_day(last)}.",
        class_="acts-card",
    )


def unit_of(look: Look) -> UUID | None:
    """For which unit the viewer speaks."""
    return next((charge.unit for charge in look.viewer.charges if charge.role in OF_A_UNIT), None)


def notice(found: Sequence[Closing], look: Look) -> Markup | None:
    """On the desk of a unit: the figures that it is asked to look at."""
    today = look.reader.today()
    asked = [
        one for one in found if one.position is None and one.remarks_until and today <= one.remarks_until
    ]
    if not asked:
        return None
    return tag(
        "ul",
        (
            tag(
                "li",
                "Đối chiếu số liệu ",
                tag("a", one.name, href=f"{CLOSING}{one.id}"),
                f": đề nghị xem, cho ý kiến chậm nhất ngày {vn_day(one.remarks_until)}."
                if one.remarks_until
                else "",
            )
            for one in asked
        ),
        class_="asked to-reconcile",
    )
