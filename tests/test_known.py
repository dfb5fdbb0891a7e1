"""Any day by what was known at any moment: how that is written, and that nothing of later stands on a page."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
import pytest

from api.commands import show
from api.v1.clocks import When
from api.v1.queries import QUERIES
from dashboard import site
from dashboard.address import Asked, Way
from dashboard.downloads import DOWNLOADS, FILES
from dashboard.exports import MAKES
from dashboard.look import Look
from dashboard.read_address import read
from domain.account import Role
from domain.app import NewUnit
from domain.assignment_facts import Deadline
from domain.errors import NotFound, Refused
from domain.paper import Authority, Paper
from domain.reorganisation import Closing
from domain.resolution import Content
from domain.sheet import Workbook
from domain.unit import Ending
from infra.log import VIETNAM
from projections import known
from projections.moment import Known, Moment
from tests.asking import api_of
from tests.looks import beside, viewer
from tests.read_pages import html_of, words
from tests.world import HEAD, OFFICE, World, command, ground

JANUARY, MARCH, TODAY = date(2026, 1, 31), date(2026, 3, 31), date(2026, 4, 15)
AT_FIVE = datetime(2026, 3, 31, 17, tzinfo=VIETNAM)
MARK = "MỚI"


@pytest.mark.parametrize(
    ("text", "stands_for", "told"),
    [
        ("2026-03-31", MARCH, "hết ngày 31/3/2026"),
        ("31/3/2026", MARCH, "hết ngày 31/3/2026"),
        ("2026-03-31T17:00", AT_FIVE, "17 giờ 00 ngày 31/3/2026"),
        ("17:00 31/3/2026", AT_FIVE, "17 giờ 00 ngày 31/3/2026"),
        ("#12345", 12345, "mục 12345 của sổ"),
        ("12345", 12345, "mục 12345 của sổ"),
    ],
)
def test_a_day_a_moment_and_a_position(text: str, stands_for: Known, told: str) -> None:
    assert known.read(text) == stands_for
    assert known.read(known.write(stands_for)) == stands_for
    assert known.told(stands_for) == told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hôm qua", "không phải là ngày, thời điểm hay mục của sổ"),
        ("31/2/2026", "Không có ngày 31/2/2026 trong lịch"),
        ("2026-03-31T25:00", "giờ ghi như 17:00"),
        ("1/1/0001", "nằm ngoài khoảng sổ theo dõi"),
        ("-5", "không phải là ngày"),
    ],
)
def test_what_stands_for_nothing_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        known.read(text)


@pytest.mark.parametrize(
    ("search", "asked"),
    [
        ("?ngay=2026-03-31&biet=2026-01-31", Asked(day=MARCH, known=JANUARY)),
        ("?ngay=2026-01-31&biet=31/3/2026", Asked(day=JANUARY, known=MARCH)),
        ("?biet=%2312345", Asked(known=12345)),
        (
            "?ngay=2026-03-31&biet=2026-03-31T17:00&cach=sau-ra-soat",
            Asked(day=MARCH, known=AT_FIVE, way=Way.REVIEWED),
        ),
        ("?ngay=2026-12-31&biet=2026-04-15", Asked(day=date(2026, 12, 31), known=TODAY)),
        ("?ngay=2026-03-31&biet=2026-03-31&cach=sau-ra-soat", Asked(day=MARCH)),
        ("?ngay=2026-03-31&biet=2026-04-15", Asked(day=MARCH, way=Way.REVIEWED)),
        ("?biet=2026-04-15", Asked()),
    ],
)
def test_one_state_has_one_address(search: str, asked: Asked) -> None:
    assert read(search, TODAY) == asked
    again = read(asked.at(""), TODAY)
    assert again.at("") == asked.at("")
    assert (again.day, again.known) == (asked.day, asked.known)


@pytest.mark.parametrize("search", ["?biet=2026-04-16", "?biet=2026-04-16T08:00", "?ngay=2026-04-16"])
def test_what_has_not_come_is_not_known(search: str) -> None:
    with pytest.raises(Refused, match=r"hôm nay là ngày 15/4/2026"):
        read(search, TODAY)


class Told(msgspec.Struct):
    """A register of which, after ``before``, every word was changed to one with ``MARK`` in it."""

    world: World
    before: int
    unit: UUID
    ended: UUID
    document: UUID
    task: UUID
    assignment: UUID

    def moment(self, asked: Asked) -> Moment:
        return asked.moment(self.world.reader)

    def look(self, path: str, asked: Asked) -> Look:
        return Look(self.world.reader, viewer(Role.OFFICE_HEAD), asked, path, beside(self.world))


@pytest.fixture(scope="module")
def told(module_database: str) -> Iterator[Told]:
    """In January two units are given work; on 10/3 all is called otherwise, much of it since 15/01."""
    world = World(module_database)
    above, unit, ended = world.units("Đảng ủy các cơ quan", "Ban Xây dựng", "Ban Kiểm kê", group=3)
    do = world.register
    do.place_unit(OFFICE, unit, parent=above, day=date(2026, 1, 1))
    document = world.on(date(2026, 1, 5)).resolution("5-NQ/TU", date(2026, 1, 5))
    [assignment] = world.task(document, [unit], due=date(2026, 2, 20), text="Rà soát quy hoạch")
    world.task(document, [ended], due=date(2026, 6, 20), text="Kiểm kê tài sản")
    task = world.rows("SELECT task_id FROM assignments WHERE assignment_id = %s", assignment)[0][0]
    before = world.on(JANUARY).log.head()
    since, paper = date(2026, 1, 15), Paper("7-QĐ/TU", date(2026, 1, 15))
    world.on(date(2026, 3, 10))
    do.rename_unit(OFFICE, unit, day=since, name=f"Ban {MARK}", short=MARK, paper=paper)
    do.rename_unit(OFFICE, above, day=since, name=f"Đảng ủy {MARK}", paper=paper)
    do.reword_task(HEAD, task, text=f"Rà soát {MARK}", product=MARK, reason=MARK)
    content = Content(
        "5-NQ/TU", date(2026, 1, 5), "NQ", f"Nghị quyết {MARK}", Authority.STANDING_BOARD, "XVIII"
    )
    do.restate_resolution(HEAD, document, content, reason=MARK)
    later = Deadline("", date(2031, 12, 31), "day")
    do.extend(OFFICE, assignment, deadline=later, ground=ground(date(2026, 3, 10), MARK))
    newest = world.task(document, [unit], due=None, text=f"Việc {MARK}")
    world.complete(newest[0], date(2026, 3, 10))
    successor = NewUnit(name=f"Ban Hợp nhất {MARK}", group=3, rank=9)
    do.reorganise(
        OFFICE,
        day=date(2026, 3, 10),
        paper=Paper("8-QĐ/TU", date(2026, 3, 10)),
        closings=[Closing(ended, Ending.MERGED, (successor.id,))],
        establish=[successor],
    )
    world.on(TODAY).engine.catch_up()
    yield Told(world, before, unit, ended, document, task, assignment)
    world.database.close()


LOOKS = [
    Asked(day=JANUARY),
    Asked(day=date(2026, 1, 20), known=JANUARY),
    Asked(day=date(2026, 4, 1), known=JANUARY),
    Asked(known=JANUARY),
    Asked(day=date(2026, 12, 31), known=datetime(2026, 1, 31, 23, 59, tzinfo=VIETNAM)),
]
OWN = ("/tai-khoan", "/nhat-ky", "/nhap-phu-luc")
"""What stands there is of now: accounts, what was read, annexes on their way in."""


def paths(told: Told) -> Iterator[str]:
    ids = {
        "/don-vi/": told.unit,
        "/van-ban/": told.document,
        "/nhiem-vu/": told.task,
        "/so-don-vi/": told.unit,
    }
    for entry in site.PAGES:
        if entry.path in ids:
            yield f"{entry.path}{ids[entry.path]}"
        elif not entry.path.endswith("/") and not entry.path.startswith(OWN):
            yield entry.path
    yield f"/don-vi/{told.ended}"
    yield f"/so-don-vi/{told.ended}"


@pytest.mark.parametrize("asked", LOOKS)
def test_no_page_tells_of_another_moment_what_was_recorded_later(told: Told, asked: Asked) -> None:
    shown = 0
    for path in paths(told):
        try:
            page = site.page(told.look(path, asked))
        except NotFound:
            continue
        shown += 1
        html = html_of(page)
        assert MARK not in html, (path, words(page))
        assert "31/12/2031" not in html, path
    assert shown > 12


@pytest.mark.parametrize("asked", LOOKS)
def test_no_file_does(told: Told, asked: Asked) -> None:
    for name, download in DOWNLOADS.items():
        look = told.look(FILES + name, asked.but(document=told.document))
        if not download.open_to(look):
            continue
        try:
            with told.world.reader.snapshot() as cursor:
                made = MAKES[name](cursor, look)
                said = repr([made, list(made.rows) if isinstance(made, Workbook) else ""])
        except NotFound:
            continue
        assert MARK not in said, name


ANSWERS_OF_NOW = ("me", "accounts", "account_history", "search", "read_deadline", "read_number")
"""What has no moment, or is found among what there is now."""


def test_no_answer_of_the_api_does(told: Told) -> None:
    ids = {"unit": told.unit, "document": told.document, "task": told.task, "assignment": told.assignment}
    asked = {"known": "2026-01-31", "day": "2026-04-01"}
    with api_of(told.world) as api:
        api.asks = viewer(Role.OFFICE_HEAD)
        answered = []
        for query in QUERIES:
            if query.name in ANSWERS_OF_NOW or not issubclass(query.params, When):
                continue
            more = {"recorded_from": "2026-01-01"} if query.name == "late_entries" else {}
            more |= (
                {"was_day": "2026-01-20", "was_known": "2026-01-20"} if query.name == "differences" else {}
            )
            more |= {"unit": told.unit} if query.name == "desk" else {}
            if "{closing}" in query.path:
                continue
            answer = api.get(query.path.format_map(ids), **asked, **more)
            assert answer.status == 200, (query.name, answer.raw.decode())
            assert MARK not in answer.raw.decode(), query.name
            answered.append(query.name)
        assert len(answered) > 15
        assert MARK in api.get(f"/tasks/{told.task}").raw.decode()


def test_now_all_of_it_is_told(told: Told) -> None:
    """Or the tests above could not fail."""
    without = [
        path
        for path in paths(told)
        if path.startswith(("/don-vi/", "/van-ban/", "/nhiem-vu/", "/so-don-vi/"))
    ]
    for path in without:
        assert MARK in html_of(site.page(told.look(path, Asked()))), path


def test_a_position_within_a_transaction_is_raised_to_its_end(told: Told) -> None:
    world = told.world
    recorded = next(r for page in world.log.pages(told.before, 500) for r in page if r.position < r.txn_end)
    assert told.moment(Asked(known=recorded.position)).known == recorded.txn_end
    with pytest.raises(Refused, match="Sổ chưa ghi đến mục"):
        told.moment(Asked(known=world.log.head() + 1))


def test_a_moment_later_today_has_not_come(told: Told) -> None:
    world = told.world
    at_nine = world.now.replace(hour=9)
    with pytest.raises(Refused, match=r"Chưa đến 09 giờ 00 ngày 15/4/2026: bây giờ là 08 giờ 00"):
        told.moment(Asked(known=at_nine))
    assert told.moment(Asked(known=world.now)).known == world.log.head()
    with api_of(world) as api:
        api.asks = viewer(Role.OFFICE_HEAD)
        assert api.get("/overview", known="2026-04-15T08:00").status == 200
        refused = api.get("/overview", known="2026-04-15T09:00")
    assert (refused.status, refused.body["field"]) == (422, "known")


def test_a_moment_of_a_day_divides_it(told: Told) -> None:
    before = datetime(2026, 3, 10, 7, 59, 59, tzinfo=VIETNAM)
    after = datetime(2026, 3, 10, 8, 0, tzinfo=VIETNAM)
    assert told.moment(Asked(known=before)).known == told.before
    assert told.moment(Asked(known=after)).known == told.moment(Asked(known=date(2026, 3, 10))).known


def test_the_command_line_shows_any_pair(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    def shown(*words: str) -> str:
        assert command(told.world, show, "units", *words) == 0
        return " ".join(capsys.readouterr().out.split())

    then = shown("--known", "2026-03-10T07:59", "--day", "1/4/2026")
    assert "Tính đến ngày 01/4/2026, theo những gì biết đến 07 giờ 59 ngày 10/3/2026" in then
    assert "Ban Xây dựng" in then
    assert "Ban Xây dựng" in shown("--known", f"#{told.before}", "--day", "2026-04-01")
    assert f"Ban {MARK}" in shown("--day", "2026-04-01")
    with pytest.raises(Refused, match="Chưa biết gì của ngày"):
        shown("--known", "2026-05-01")


def page(told: Told, asked: Asked) -> Any:
    return site.page(told.look("/tong-quan", asked))


def test_the_page_says_by_what_it_was_known(told: Told) -> None:
    ahead = words(page(told, Asked(day=date(2026, 12, 31), known=JANUARY)))
    assert "số liệu tính đến ngày 31/12/2026, theo những gì biết đến hết ngày 31/01/2026" in ahead
    assert "như thể từ đó không ghi nhận thêm nội dung nào" in ahead
    assert "quá hạn, chưa hoàn thành 02" in ahead  # of what ran in January nothing more was known
    behind = words(page(told, Asked(day=date(2026, 1, 20), known=AT_FIVE)))
    assert "theo những gì biết đến 17 giờ 00 ngày 31/3/2026" in behind
    assert "như thể từ đó" not in behind
    assert "mục 3 của sổ" in words(page(told, Asked(day=JANUARY, known=3)))


def test_acts_are_offered_only_as_of_now(told: Told) -> None:
    assert "data-api" not in html_of(site.page(told.look(f"/nhiem-vu/{told.task}", Asked(known=JANUARY))))
    assert "data-api" in html_of(site.page(told.look(f"/nhiem-vu/{told.task}", Asked())))
