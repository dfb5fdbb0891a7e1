"""Accounts and the access log: who sees whom, what he may do, a password told once, nothing left half."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from uuid import UUID

import pytest

from dashboard import site
from dashboard.address import ACCESSES, ACCOUNTS, Asked
from dashboard.look import Look
from dashboard.pages import access_log as log_page
from dashboard.pages import accounts as list_page
from dashboard.pages.access_log import access_log
from dashboard.pages.accounts import account_list
from dashboard.pages.accounts_one import one_account
from dashboard.read_address import read
from domain.access import Viewer
from domain.access_log import AccessKind
from domain.account import Charge, Role
from domain.errors import NotFound
from domain.person import ERASED
from tests.asking import Api, api_of
from tests.looks import beside, look, viewer
from tests.read_pages import html_of, words
from tests.signed_in import ADMINISTRATOR as ACTOR
from tests.signed_in import open_account
from tests.world import World

TODAY = date(2026, 3, 31)
NOBODY = UUID(int=99)


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    """Only looked at: to keep a password takes a while."""
    world = World(module_database).on(TODAY)
    yield world
    world.database.close()


@pytest.fixture
def fresh(fresh: World) -> World:
    """To be changed; one person is there."""
    fresh.on(TODAY).units("Đảng ủy xã Một")
    fresh.engine.catch_up()
    open_account(fresh, Role.UNIT_OFFICER, unit_of(fresh), login="can-bo", password=None)
    return fresh


def unit_of(world: World) -> UUID:
    """The first of its units."""
    return UUID(str(world.rows("SELECT unit_id FROM unit_timeline ORDER BY rank")[0][0]))


@pytest.fixture(scope="module")
def units(world: World) -> tuple[UUID, UUID]:
    """Two communes."""
    one, two = world.units("Đảng ủy xã Một", "Đảng ủy xã Hai")
    world.engine.catch_up()
    return one, two


@pytest.fixture(scope="module")
def people(world: World, units: tuple[UUID, UUID]) -> dict[str, UUID]:
    """Somebody of many roles, in an order that is not that of the list."""
    one, two = units
    given: dict[str, tuple[Role, UUID | None]] = {
        "can-bo-hai": (Role.UNIT_OFFICER, two),
        "can-bo-mot": (Role.UNIT_OFFICER, one),
        "bi-thu-mot": (Role.UNIT_HEAD, one),
        "quan-tri": (Role.ADMINISTRATOR, None),
        "chanh": (Role.OFFICE_HEAD, None),
        "thuong-truc": (Role.STANDING, None),
    }
    return {
        login: open_account(world, role, unit, login=login, name=f"Đồng chí {login}", password=None)[0]
        for login, (role, unit) in given.items()
    }


@pytest.fixture
def api(fresh: World) -> Iterator[Api]:
    with api_of(fresh) as api:
        yield api


def listed(world: World, who: Viewer, query: str = "") -> list[str]:
    """The sign-in names in the list, in its order."""
    page = html_of(account_list(look(world, read(query, TODAY), ACCOUNTS, who)))
    return re.findall(r'<a href="/tai-khoan/[^"]+">[^<]+</a><small>([^<]+)</small>', page)


ADMINISTRATOR, HEAD = viewer(Role.ADMINISTRATOR), viewer(Role.OFFICE_HEAD)


def test_people_stand_by_role_then_by_unit_never_by_the_alphabet(
    world: World, people: dict[str, UUID]
) -> None:
    order = ["thuong-truc", "chanh", "bi-thu-mot", "can-bo-mot", "can-bo-hai", "quan-tri"]
    assert listed(world, ADMINISTRATOR) == order
    assert listed(world, HEAD) == order


def test_the_list_is_narrowed_by_its_address(
    world: World, people: dict[str, UUID], units: tuple[UUID, UUID]
) -> None:
    assert listed(world, ADMINISTRATOR, "vai-tro=can-bo-don-vi") == ["can-bo-mot", "can-bo-hai"]
    assert listed(world, ADMINISTRATOR, f"don-vi={units[0]}") == ["bi-thu-mot", "can-bo-mot"]
    assert listed(world, ADMINISTRATOR, "tim=dong chi chanh") == ["chanh"]
    assert listed(world, ADMINISTRATOR, "tim=khong ai") == []


def test_pages_follow_each_other(
    world: World, people: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = listed(world, ADMINISTRATOR)
    monkeypatch.setattr(list_page, "PAGE", 2)
    seen, query = [], ""
    while True:
        seen += listed(world, ADMINISTRATOR, query)
        page = html_of(account_list(look(world, read(query, TODAY), ACCOUNTS, ADMINISTRATOR)))
        onward = re.search(r'href="/tai-khoan\?([^"]+)">Trang sau', page)
        if not onward:
            break
        query = unescape(onward[1])
    assert seen == whole


def test_a_unit_head_has_the_officers_of_his_own_unit(
    world: World, people: dict[str, UUID], units: tuple[UUID, UUID]
) -> None:
    one, two = units
    mine = viewer(Role.UNIT_HEAD, one)
    assert listed(world, mine) == ["can-bo-mot"]
    page = html_of(account_list(look(world, who=mine)))
    assert 'name="role" value="unit_officer"' in page
    assert f'name="unit" value="{one}"' in page
    assert str(two) not in page
    for other in ("can-bo-hai", "bi-thu-mot", "chanh"):
        with pytest.raises(NotFound):
            one_account(look(world, who=mine), people[other])


@pytest.mark.parametrize(
    "role",
    sorted(set(Role) - {Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.UNIT_HEAD, Role.ADMINISTRATOR}),
)
def test_others_find_no_such_page(world: World, role: Role, units: tuple[UUID, UUID]) -> None:
    who = viewer(role, units[0] if role is Role.UNIT_OFFICER else None)
    for path in (ACCOUNTS, f"/tai-khoan/{NOBODY}"):
        with pytest.raises(NotFound):
            site.page(look(world, path=path, who=who))


def acts(world: World, who: Viewer, account: UUID) -> set[str]:
    """The commands that the page of an account offers."""
    return set(
        re.findall(
            r'data-api="/api/v1/accounts/[^/]+/(\w+)"', html_of(one_account(look(world, who=who), account))
        )
    )


def test_acts_are_offered_as_the_matrix_grants_them(
    world: World, people: dict[str, UUID], units: tuple[UUID, UUID]
) -> None:
    every = {"charge", "person", "password", "closing"}
    officer, head = people["can-bo-mot"], people["bi-thu-mot"]
    assert acts(world, ADMINISTRATOR, officer) == every
    assert acts(world, viewer(Role.UNIT_HEAD, units[0]), officer) == every
    assert acts(world, HEAD, officer) == set(), "a unit's officers are its head's affair"
    assert acts(world, HEAD, head) == every
    assert acts(world, viewer(Role.OFFICE_DEPUTY), head) == set(), "he proposes"
    own = Viewer(people["quan-tri"], "", ADMINISTRATOR.charges)
    assert acts(world, own, people["quan-tri"]) == set(), "nobody gives himself a role"


def test_what_is_offered_is_what_the_api_allows(
    world: World, people: dict[str, UUID], units: tuple[UUID, UUID]
) -> None:
    with api_of(world) as api:
        compared(world, api, people, units[0])


def compared(world: World, api: Api, people: dict[str, UUID], unit: UUID) -> None:
    for role in (Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.UNIT_HEAD, Role.ADMINISTRATOR):
        api.asks = api.account(role, unit if role is Role.UNIT_HEAD else None)
        for account in people.values():
            try:
                offered = "person" in acts(world, api.asks, account)
            except NotFound:
                offered = False
            person = world.private.people.person(account)
            body = {"login": person.login, "name": person.name, "office": person.office}
            answer = api.post(f"/accounts/{account}/person", body)
            assert offered == (answer.status == 200), (role, person.login)


def test_an_account_is_opened_with_a_password_that_is_told_once(fresh: World, api: Api) -> None:
    api.asks = api.account(Role.ADMINISTRATOR)
    body = {"role": "unit_head", "unit": str(unit_of(fresh)), "login": "bi.thu", "name": "Lê Văn Bí"}
    first = api.post("/accounts", body, idempotency_key="mot")
    assert first.status == 201
    password = first.body["one_time_password"]
    person = fresh.private.people.authenticate("bi.thu", password, address="127.0.0.1")
    assert person and person.must_change
    again = api.post("/accounts", body, idempotency_key="mot")
    assert again.status == 201
    assert again.body["account"] == first.body["account"]
    assert again.body.get("one_time_password") is None, "sent again, it is not told again"
    assert password not in words(one_account(look(fresh, who=ADMINISTRATOR), person.account))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"login": "can-bo"}, "login"),
        ({"login": "x"}, "login"),
        ({"name": " "}, "name"),
        ({"unit": None}, "unit"),
        ({"unit": str(NOBODY)}, None),
        ({"role": "clerk"}, "unit"),
    ],
)
def test_what_is_refused_leaves_neither_a_person_nor_an_account(
    fresh: World,
    api: Api,
    wrong: dict[str, str | None],
    field: str | None,
) -> None:
    api.asks = api.account(Role.ADMINISTRATOR)
    before, at = fresh.private.people.everybody(), fresh.log.head()
    body = {"role": "unit_head", "unit": str(unit_of(fresh)), "login": "bi.thu", "name": "Lê Văn Bí"} | wrong
    answer = api.post("/accounts", body)
    assert answer.status in (404, 422)
    assert answer.body.get("field") == field
    assert (fresh.private.people.everybody(), fresh.log.head()) == (before, at)


def test_an_account_without_a_person_is_nobodys(fresh: World) -> None:
    """The event is written last, before the commit: were the server lost between, this is all that were left."""
    before = listed(fresh, ADMINISTRATOR)
    fresh.register.open_account(ACTOR, Charge(Role.CLERK))
    assert listed(fresh, ADMINISTRATOR) == before


def test_a_name_is_erased_only_of_a_closed_account(fresh: World, api: Api) -> None:
    api.asks = api.account(Role.ADMINISTRATOR)
    officer = fresh.private.people.by_login("can-bo").account
    early = api.post(f"/accounts/{officer}/erasure", {})
    assert (early.status, early.body["detail"]) == (422, "Đề nghị khóa tài khoản trước khi xóa họ tên.")
    assert api.post(f"/accounts/{officer}/closing", {"reason": "Nghỉ hưu"}).status == 200
    assert acts(fresh, ADMINISTRATOR, officer) == {"charge", "person", "reopening", "erasure"}
    assert api.post(f"/accounts/{officer}/erasure", {}).status == 200
    assert "can-bo" not in listed(fresh, ADMINISTRATOR)
    page = one_account(look(fresh, who=ADMINISTRATOR), officer)
    assert ERASED in words(page)
    assert "Khóa tài khoản: Nghỉ hưu" in words(page), "what was recorded stays"
    assert "data-api" not in html_of(page)
    noted = fresh.private.access.page(limit=1)[0]
    assert (noted.kind, noted.what) == (AccessKind.ACCOUNT, f"xóa họ tên của tài khoản {officer}")


def test_a_past_day_offers_no_act(world: World, people: dict[str, UUID]) -> None:
    then = Asked(day=date(2026, 3, 30))
    assert "data-api" not in html_of(account_list(look(world, then, ACCOUNTS, ADMINISTRATOR)))
    assert "data-api" not in html_of(one_account(look(world, then, "", ADMINISTRATOR), people["chanh"]))


@pytest.fixture(scope="module")
def noted(world: World, people: dict[str, UUID]) -> None:
    """Three readers, on two days."""
    note = world.private.access.note
    note(people["chanh"], AccessKind.SIGN_IN, "127.0.0.1")
    note(None, AccessKind.SIGN_IN_FAILED, "127.0.0.9")
    world.on(date(2026, 4, 1))
    note(people["can-bo-mot"], AccessKind.READ, "/nhiem-vu/abc", date(2026, 3, 30))
    note(people["can-bo-hai"], AccessKind.EXPORT, "/tep/danh-sach.xlsx")


def log_of(world: World, who: Viewer, query: str = "") -> list[str]:
    """What the log tells, row by row."""
    page = html_of(access_log(look(world, read(query, world.today()), ACCESSES, who)))
    rows = re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>")[-1]) if "<tbody>" in page else []
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows]


@pytest.mark.usefixtures("noted")
def test_the_log_is_read_by_who_what_and_day(world: World, people: dict[str, UUID]) -> None:
    inspector = viewer(Role.INSPECTION)
    whole = log_of(world, inspector)
    assert [row.split()[0] for row in whole] == ["08:00"] * 4
    assert "Tải tệp Danh sách" in whole[0], "the newest first"
    assert "Xem Một nhiệm vụ số liệu ngày 30/3/2026" in whole[1]
    assert "không rõ ai Đăng nhập không thành công từ địa chỉ 127.0.0.9" in whole[2]
    assert log_of(world, inspector, "viec=dang-nhap") == [whole[3]]
    assert log_of(world, inspector, f"ai={people['can-bo-mot']}") == [whole[1]]
    assert log_of(world, inspector, "tim=can-bo") == whole[:2]
    assert log_of(world, inspector, "den=2026-03-31") == whole[2:]
    assert log_of(world, inspector, "tu=2026-04-01") == whole[:2]
    assert log_of(world, inspector, "tim=khong ai") == []


def test_the_log_tells_an_account_by_its_person_and_the_slider_by_its_name(fresh: World) -> None:
    names = {str(NOBODY): "đồng chí Phạm Thị Mai (Văn thư)"}
    note = fresh.private.access.note
    note(None, AccessKind.READ, "/api/v1/overview/daily", date(2026, 3, 30))
    note(None, AccessKind.ACCOUNT, f"cấp lại mật khẩu của tài khoản {NOBODY}")
    note(None, AccessKind.ACCOUNT, f"xóa họ tên của tài khoản {UUID(int=98)}")
    known = beside(fresh, lambda ids: {one: names[one] for one in ids if one in names})
    told = words(access_log(Look(fresh.reader, viewer(Role.INSPECTION), Asked(), ACCESSES, known)))
    assert "cấp lại mật khẩu của tài khoản đồng chí Phạm Thị Mai (Văn thư)" in told
    assert f"xóa họ tên của tài khoản {UUID(int=98)}" in told, "who has no name any more"
    assert "Thanh thời gian" in told


def test_the_log_has_a_name_for_every_page() -> None:
    assert [entry.path for entry in site.PAGES if not log_page.place_name(entry.path)] == []


@pytest.mark.usefixtures("noted")
def test_the_log_goes_on_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    inspector = viewer(Role.INSPECTION)
    whole = log_of(world, inspector)
    monkeypatch.setattr(log_page, "PAGE", 3)
    first = html_of(access_log(look(world, None, ACCESSES, inspector)))
    onward = re.search(r'href="/nhat-ky\?([^"]+)">Trang sau', first)
    assert onward
    assert log_of(world, inspector) + log_of(world, inspector, onward[1]) == whole


@pytest.mark.usefixtures("noted")
def test_the_administrator_sees_who_but_not_what_was_read(world: World) -> None:
    rows = log_of(world, ADMINISTRATOR)
    assert [row for row in rows if "nhiệm vụ" in row or "/tep" in row or "30/3/2026" in row] == []
    assert "Đăng nhập từ địa chỉ 127.0.0.1" in rows[3]


@pytest.mark.usefixtures("noted")
def test_a_unit_head_sees_what_his_own_people_did(
    world: World, people: dict[str, UUID], units: tuple[UUID, UUID]
) -> None:
    mine = viewer(Role.UNIT_HEAD, units[0])
    assert ["Xem Một nhiệm vụ" in row for row in log_of(world, mine)] == [True]
    assert log_of(world, mine, f"ai={people['chanh']}") == []
    with pytest.raises(NotFound):
        site.page(look(world, path=ACCESSES, who=viewer(Role.UNIT_OFFICER, units[0])))
