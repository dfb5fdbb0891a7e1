"""An annex on its way in, kept for the account that sent it: begun, changed, taken over, dropped.

Until it is taken over nothing of it is in the register.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

import msgspec

from api.v1.table import Call
from domain.access import nothing, permit
from domain.act import Act
from domain.annex.choices import Choices
from domain.annex.intake import Head, Intake, Taken, head_of
from domain.app import Actor, Done
from domain.errors import Refused
from domain.permissions import DECIDES, DONE, PROPOSES, Grant, Right
from domain.vietnamese import count
from projections import intakes

DRAFTS = DECIDES | PROPOSES
MOST_TASKS = 2_000


def begin(call: Call, intake: Intake) -> Done:
    """Keeps a new one, once it is known that it can be read."""
    call.viewer.must(Right.DRAFT_TASK, DRAFTS)
    found = understood(call, intake).annex
    if intake.head == Head():
        intake = msgspec.structs.replace(intake, head=head_of(found))
    if len(found.drafts) > MOST_TASKS:
        raise Refused(
            f"Tệp có {count(len(found.drafts))} nhiệm vụ, nhiều nhất là {count(MOST_TASKS)}; đề nghị tách phụ lục.",
            field="file",
        )
    return _done(call, str(call.house.private.uploads.add(call.viewer.account, intake)))


def choose(call: Call, made: Callable[[Choices], Choices], field: str) -> Done:
    """Keeps choices that go together with the others. Of many equal rows one refusal is told."""

    def changed(intake: Intake) -> Intake:
        return msgspec.structs.replace(intake, choices=made(intake.choices))

    try:
        return change(call, changed)
    except Refused as refused:
        if type(refused) is not Refused:
            raise
        raise Refused(refused.message.partition("\n")[0], field=field) from None


def change(call: Call, made: Callable[[Intake], Intake]) -> Done:
    """Keeps what is made of it, if that can be read still. Refuses what was taken over."""
    call.viewer.must(Right.DRAFT_TASK, DRAFTS)
    upload = call.ids["upload"]

    def checked(intake: Intake) -> Intake:
        if intake.taken:
            raise Refused("Phụ lục này đã ghi vào sổ; đề nghị sửa ở trang Dự kiến giao.")
        changed = made(intake)
        understood(call, changed)
        return changed

    call.house.private.uploads.change(call.viewer.account, upload, checked)
    return _done(call, str(upload))


def take(call: Call, actor: Actor) -> Done:
    """Takes it over, once, whoever taps again: a draft has no number by which the register would know it."""
    call.viewer.must(Right.DRAFT_TASK, DRAFTS)
    position = call.house.log.head()

    def once(intake: Intake) -> Intake:
        nonlocal position
        if intake.taken:
            return intake
        done = _taken_over(call, actor, intake)
        position = done.position
        counts = {name: done.answer[name] for name in ("added", "chosen", "unchanged")}
        return msgspec.structs.replace(intake, taken=Taken(UUID(done.answer["resolution"]), **counts))

    # The annex is held while it is taken over: of two at the same time the second finds it taken.
    taken = call.house.private.uploads.change(call.viewer.account, call.ids["upload"], once).taken
    assert taken
    counts = {"added": taken.added, "chosen": taken.chosen, "unchanged": taken.unchanged}
    return Done(position, {"resolution": str(taken.document), **counts})


def _taken_over(call: Call, actor: Actor, kept: Intake) -> Done:
    reader = call.house.reader
    reader.catch_up()
    with reader.snapshot() as cursor:
        seen = intakes.understood(cursor, kept, reviewed=reader.reviewed, today=call.today)
        if seen.lacks or seen.content is None:
            raise seen.lacks or Refused("Đề nghị nhập phần đầu của văn bản.")
        rows, new = intakes.to_take(
            cursor,
            kept.head,
            seen.content.day,
            seen.decisions,
            seen.compared,
            seen.label,
            shift=seen.calendar if call.house.shift_deadlines else None,
        )
    rights = [(Right.DRAFT_TASK, DRAFTS)]
    rights += [] if seen.document else [(Right.RECORD_DOCUMENT, DONE)]
    rights += [(Right.UNITS, DONE)] if new else []
    return call.register.take_annex(
        msgspec.structs.replace(actor, permit=_all_of(call, rights)),
        seen.content,
        rows,
        establish=new,
        resolution=kept.head.document if not seen.content.number else None,
    )


def drop(call: Call, actor: Actor) -> Done:
    """Forgets it."""
    call.viewer.must(Right.DRAFT_TASK, DRAFTS)
    call.house.private.uploads.drop(call.viewer.account, call.ids["upload"])
    return _done(call, str(call.ids["upload"]))


def _all_of(call: Call, rights: Iterable[tuple[Right, frozenset[Grant]]]) -> Callable[[Act], None]:
    checks = [
        permit(right, needed, nothing, today=call.today, switches=call.viewer.switches)
        for right, needed in rights
    ]

    def check(act: Act) -> None:
        for each in checks:
            each(act)

    return check


def understood(call: Call, intake: Intake) -> intakes.Understood:
    """What the register makes of it now."""
    reader = call.house.reader
    return reader.read(intakes.understood, intake, reviewed=reader.reviewed, today=call.today)


def _done(call: Call, upload: str) -> Done:
    return Done(call.house.log.head(), {"upload": upload})
