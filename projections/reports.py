"""Progress reports and how each stands with the Office."""

from collections.abc import Iterable, Sequence

from domain.assignment_facts import ClaimWithdrawn, Completed, MoreAsked, ReportConfirmed, ReportSent
from domain.event import Event
from domain.history import FOREVER, standing
from projections.engine import Cursor, Page
from projections.versions import Row, Versioned, changes

SENT, CONFIRMED, MORE_ASKED, WITHDRAWN = range(4)

REPORTS = Versioned(
    "reports",
    "assignment_id",
    (
        "as_of date NOT NULL",
        "claim boolean NOT NULL",
        "percent smallint",
        "results text NOT NULL",
        "difficulties text NOT NULL",
        "proposals text NOT NULL",
        "sender text NOT NULL",
        "typed_in boolean NOT NULL",
        "status smallint NOT NULL",
    ),
    key=("ref int",),
    indexes=("CREATE INDEX ON reports (status, claim) WHERE status = 0",),
)

_ANSWERS = {
    ReportConfirmed: CONFIRMED,
    MoreAsked: MORE_ASKED,
    ClaimWithdrawn: WITHDRAWN,
    Completed: CONFIRMED,
}


class Reports:
    """``reports``: the content of each report from its day on; ``ref`` is the version others know it by."""

    name = "reports"
    version = 1
    ddl = REPORTS.ddl

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The reports of every touched assignment."""
        streams = page.streams(page.touched("assignment"))
        REPORTS.write(cursor, ((a, c) for a, r in streams.items() for c in changes(r, _rows, page.after)))


def _rows(events: Sequence[Event]) -> Iterable[Row]:
    facts = standing(events)
    answers = {
        getattr(s.fact, "report", None) or getattr(s.fact, "claim", None): s
        for s in facts
        if type(s.fact) in _ANSWERS
    }
    for s in facts:
        if not isinstance(s.fact, ReportSent):
            continue
        answer = answers.get(s.ref)
        days = [s.fact.day, FOREVER]
        states = [SENT]
        if answer:
            act_day = answer.fact.act_day if isinstance(answer.fact, Completed) else answer.fact.day
            status = _ANSWERS[type(answer.fact)]
            days, states = (
                ([s.fact.day, act_day, FOREVER], [SENT, status])
                if act_day > s.fact.day
                else ([s.fact.day, FOREVER], [status])
            )
        for start, end, status in zip(days, days[1:], states, strict=False):
            yield (
                s.ref,
                start,
                end,
                s.fact.as_of,
                s.fact.claim,
                s.fact.percent,
                s.fact.results,
                s.fact.difficulties,
                s.fact.proposals,
                s.fact.by,
                s.fact.typed_in,
                status,
            )
