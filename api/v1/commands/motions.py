"""Đề xuất: the acts on accounts, units and rules as who may only propose puts them forward, and the answers to them."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from uuid import uuid4

from api.v1.commands import accounts, calendars, rules, units
from api.v1.forms import Form, into, paper_of
from api.v1.table import Call, Command
from domain import motion
from domain import motion_facts as m
from domain.access import Reach, Subject, nothing, of_account, of_charge
from domain.account import Charge
from domain.act import Act
from domain.app import Actor, Closing, Done
from domain.errors import NotFound
from domain.paper import Paper
from domain.permissions import DONE, PROPOSES, Right


class Agreeing(Form, frozen=True, kw_only=True):
    """Đồng ý nội dung trình: ghi nhận đúng như đã trình."""

    submission: int


class Returning(Form, frozen=True, kw_only=True):
    """Trả lại nội dung trình."""

    submission: int
    reason: str


def _opening(call: Call) -> m.OpeningAccount:
    return m.OpeningAccount(uuid4(), call.body.made())


def _charging(call: Call) -> m.ChargingAccount:
    return m.ChargingAccount(call.ids["account"], call.body.made(), call.body.reason)


def _establishing(call: Call) -> m.Establishing:
    body: units.Establishing = call.body
    return m.Establishing(tuple(new.made() for new in body.units), body.day, paper_of(body.paper))


def _reorganising(call: Call) -> m.Reorganising:
    body: units.Reorganising = call.body
    return m.Reorganising(
        day=body.day,
        paper=into(Paper, body.paper),
        closings=tuple(into(Closing, closing) for closing in body.closings),
        establish=tuple(new.made() for new in body.establish),
        choices=body.choices,
    )


def _setting_calendar(call: Call) -> m.SettingCalendar:
    return m.SettingCalendar(call.body.made(), call.body.source, call.body.day)


def _as_it_is(kind: type[m.OfOffice]) -> Callable[[Call], m.OfOffice]:
    """Of the same fields as the form, with the id of the path."""

    def read(call: Call) -> m.OfOffice:
        return into(kind, call.body, **call.ids)

    return read


_READ: Mapping[str, Callable[[Call], m.OfOffice]] = {
    "open_account": _opening,
    "charge_account": _charging,
    "close_account": _as_it_is(m.ClosingAccount),
    "reopen_account": _as_it_is(m.ReopeningAccount),
    "establish_units": _establishing,
    "rename_unit": _as_it_is(m.Renaming),
    "place_unit": _as_it_is(m.Placing),
    "rank_unit": _as_it_is(m.Ranking),
    "reorganise": _reorganising,
    "set_rule": _as_it_is(m.SettingRule),
    "take_back_rule": _as_it_is(m.TakingBackRule),
    "set_calendar": _setting_calendar,
    "take_back_calendar": _as_it_is(m.TakingBackCalendar),
}
"""Command -> what is put forward for it. Names, passwords and erasing go no such way: they are no decisions."""


def _submission(act: Command) -> Command:
    """The command beside that of the act itself, at its path."""
    read = _READ[act.name]

    def run(call: Call, actor: Actor) -> Done:
        matter = read(call)
        if not isinstance(matter, m.OpeningAccount):
            return call.register.put_forward(actor, matter)
        if told := accounts.earlier(call, actor):
            return told
        return accounts.with_person(call, matter.account, lambda: call.register.put_forward(actor, matter))[0]

    return Command(
        name=f"submit_{act.name}",
        path=f"{act.path}/submission",
        summary=f"Trình: {act.summary[0].lower()}{act.summary[1:]}",
        right=act.right,
        needed=PROPOSES,
        subject=act.subject,
        body=act.body,
        run=run,
        example=act.example,
    )


def _answers(book: Right, of: str) -> tuple[Command, Command]:
    """Whoever may do the act answers what was put forward."""

    def subject(call: Call) -> Subject:
        def reach(act: Act, charge: Charge) -> Reach:
            put = motion.waiting(act.stream(motion.stream_id(book))).get(call.body.submission)
            return _about(call, put.matter)(act, charge) if put else Reach()

        return reach

    def answer(name: str, path: str, run: Callable[[Call, Actor], Done], example: Form, says: str) -> Command:
        return Command(
            name=f"{name}_submission_of_{of}",
            path=f"/{of}/submissions/{path}",
            summary=f"{says} nội dung trình về {SUBJECTS[book]}",
            right=book,
            needed=DONE,
            subject=subject,
            body=type(example),
            run=run,
            example=example,
        )

    return (
        answer("agree", "agreement", partial(_agree, book), Agreeing(submission=1), "Đồng ý"),
        answer(
            "return", "return", partial(_return, book), Returning(submission=1, reason="Chưa rõ"), "Trả lại"
        ),
    )


def _agree(book: Right, call: Call, actor: Actor) -> Done:
    """Whoever gets an account needs a password; it is told to who follows."""
    if told := accounts.earlier(call, actor):
        return told
    done = call.register.follow(actor, book, call.body.submission)
    matter = call.register.put_before(book, call.body.submission).matter
    if not isinstance(matter, m.OpeningAccount):
        return done
    people = call.house.private.people
    login, password = people.person(matter.account).login, people.reset(matter.account)
    return Done(done.position, {**done.answer, "login": login, "one_time_password": password})


def _return(book: Right, call: Call, actor: Actor) -> Done:
    """The name that was kept for an account is forgotten; also by the same request again, if that was cut off."""
    done = call.register.send_back(actor, book, call.body.submission, reason=call.body.reason)
    matter = call.register.put_before(book, call.body.submission).matter
    if isinstance(matter, m.OpeningAccount):
        with suppress(NotFound):
            call.house.private.people.erase(matter.account)
    return done


def _about(call: Call, matter: m.OfOffice) -> Subject:
    """What the act is about, as far as rights go; as the act's own command has it."""
    match matter:
        case m.OpeningAccount():
            return of_charge(matter.charge, call.today)
        case m.ChargingAccount():
            return of_account(matter.account, call.today, becoming=matter.charge)
        case m.ClosingAccount() | m.ReopeningAccount():
            return of_account(matter.account, call.today)
    return nothing


SUBJECTS = {Right.ACCOUNTS: "tài khoản", Right.UNITS: "đơn vị", Right.RULES: "quy định, lịch làm việc"}
"""Book -> what it is of, in words."""

PATHS = {Right.ACCOUNTS: "accounts", Right.UNITS: "units", Right.RULES: "rules"}
"""Book -> its place among the paths."""

MOTIONS = (
    *(
        _submission(act)
        for act in (*accounts.ACCOUNTS, *units.UNITS, *rules.RULES, *calendars.CALENDARS)
        if act.name in _READ
    ),
    *(answer for book in motion.BOOKS for answer in _answers(book, PATHS[book])),
)
