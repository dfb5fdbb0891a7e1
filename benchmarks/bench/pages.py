"""Whole pages of figures on past days, against the same page of today: asked, counted and made as for a reader."""

from collections.abc import Callable, Iterator

from benchmarks.bench import lists
from benchmarks.bench.days import DAYS, median_ms, past
from benchmarks.bench.line import Line
from benchmarks.bench.place import Place, Register
from dashboard.address import DEADLINES, DOCUMENTS, LIST, OVERVIEW, UNIT, UNITS, Asked, Counted, Way
from dashboard.components import Page
from dashboard.kept import ANYBODY, BARRED
from dashboard.look import Beside, Look
from dashboard.pages.deadlines import deadlines
from dashboard.pages.documents import register_of_documents
from dashboard.pages.list import listing
from dashboard.pages.overview import overview
from dashboard.pages.unit import unit
from dashboard.pages.units import units
from domain.access import Viewer
from domain.account import Charge, Role
from projections.reader import Reader

WAYS = {Way.REPORTED: "as reported then", Way.REVIEWED: "as known now"}


def lines(place: Place) -> Iterator[Line]:
    """Each page, both ways."""
    with place.register() as register:
        for name, make in makers(register).items():

            def asked(asked: Asked, make: Callable[[Reader, Asked], Page] = make) -> Page:
                return make(register.reader, asked)

            today = median_ms(asked, [Asked()] * DAYS)
            for way, told in WAYS.items():
                yield Line(
                    what=f"{name} on a random past day, the whole page, {told}",
                    against=lists.AGAINST,
                    ours=median_ms(asked, [Asked(day=day, way=way) for day in past(place.size)]),
                    peer=today,
                    unit="ms",
                    most=2,
                    across=10,
                )


def makers(register: Register) -> dict[str, Callable[[Reader, Asked], Page]]:
    """The pages of figures by name, as a member of the Standing Committee opens them for what is asked."""
    viewer = Viewer(ANYBODY, "", (Charge(Role.STANDING),))
    with register.reader.snapshot() as cursor:
        led = next(wanted.unit for _, wanted, _ in lists.wanted_of(cursor) if wanted.unit)
    shown: dict[str, tuple[Callable[[Look], Page], str]] = {
        "Tổng quan": (overview, OVERVIEW),
        "Đơn vị": (units, UNITS),
        "one unit": (lambda look: unit(look, led), f"{UNIT}{led}"),
        "Thời hạn": (deadlines, DEADLINES),
        "Văn bản": (register_of_documents, DOCUMENTS),
        "a list": (listing, LIST),
    }

    def maker(of: Callable[[Look], Page], path: str) -> Callable[[Reader, Asked], Page]:
        def make(reader: Reader, asked: Asked) -> Page:
            counted = asked.but(counted=Counted.ASSIGNMENTS) if path == LIST else asked
            return of(Look(reader, viewer, counted, path, Beside(**BARRED)))

        return make

    return {name: maker(of, path) for name, (of, path) in shown.items()}
