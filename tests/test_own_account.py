"""One's own account: the password, sessions, tokens, who deputises, what one may do."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from domain.account import Charge, Role
from tests.province import served
from tests.signed_in import ADMINISTRATOR, PASSWORD, signed_in
from tests.visitor import Visitor
from tests.world import World

NEW = "gió núi mưa nguồn"


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    world = World(module_database).on(date(2026, 4, 2), 12)
    yield world
    world.database.close()


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with served(world) as address:
        yield address


def test_a_password_that_was_given_is_changed_before_anything_else(address: str, world: World) -> None:
    account = uuid4()
    once = world.private.people.add(
        account, "vanthu.moi", "Phạm Thị Mai", opened=lambda: _opened(world, account)
    )
    assert once is not None
    visitor = Visitor(address).signs_in("vanthu.moi", once)
    for path in ("/", "/danh-sach"):
        assert visitor.get(path).to == "/account"
    for path in ("/api/v1/khong-co", "/_dash-layout"):
        assert visitor.get(path).status == 403
        assert "đổi mật khẩu" in json.loads(visitor.body)["detail"]
    visitor.get("/account")
    assert "Mật khẩu đang dùng do người khác cấp." in visitor.words
    assert "Ủy quyền" not in visitor.words
    visitor.post("/account/password", current=once, password=NEW, again=NEW)
    assert visitor.to == "/"
    assert visitor.get("/account").status == 200
    assert "Ủy quyền" in visitor.words


def _opened(world: World, account: UUID) -> None:
    world.register.open_account(ADMINISTRATOR, Charge(Role.CLERK), id=account)


def test_a_password_is_changed_by_who_knows_it_and_other_sessions_end(address: str, world: World) -> None:
    who = signed_in(world)
    visitor, elsewhere = Visitor(address, f"sonq={who.key}"), Visitor(address).signs_in(who.login)
    for form, field, words in (
        ({"current": "không phải", "password": NEW, "again": NEW}, "current", "chưa đúng"),
        ({"current": PASSWORD, "password": "ngắn", "again": "ngắn"}, "password", "ít nhất 10"),
        ({"current": PASSWORD, "password": NEW, "again": "khác"}, "again", "không giống nhau"),
        ({"current": PASSWORD, "password": PASSWORD, "again": PASSWORD}, "password", "trùng mật khẩu"),
    ):
        visitor.post("/account/password", **form)
        assert visitor.status == 422
        assert words in visitor.error_of(field)
        assert NEW not in visitor.body
    assert elsewhere.get("/account").status == 200
    visitor.post("/account/password", current=PASSWORD, password=NEW, again=NEW)
    assert visitor.status == 303
    assert visitor.get("/account").status == 200
    assert elsewhere.get("/account").status == 303
    assert Visitor(address).signs_in(who.login).status == 401
    assert Visitor(address).signs_in(who.login, NEW).status == 303


def test_a_token_is_shown_once_and_revoked(address: str, world: World) -> None:
    who = signed_in(world)
    visitor, program = Visitor(address, f"sonq={who.key}"), Visitor(address)
    visitor.post("/account/tokens", name="Trang tổng hợp <b>", days="abc")
    assert "từ 1 đến 366 ngày" in visitor.error_of("days")
    assert visitor.typed("name") == "Trang tổng hợp <b>"
    visitor.post("/account/tokens", name="Trang tổng hợp", days="30")
    [token] = re.findall(r"<code>(sonq_[^<]+)</code>", visitor.body)
    assert program.get("/api/v1/khong-co", Authorization=f"Bearer {token}").status == 404
    assert token not in visitor.get("/account").body
    [id] = re.findall(r'name="token" value="([^"]+)"', visitor.body)
    other = signed_in(world)
    assert Visitor(address, f"sonq={other.key}").post("/account/tokens/revoke", token=id).status == 422
    visitor.post("/account/tokens/revoke", token=id)
    assert "đã thu hồi" in visitor.get("/account").words
    assert program.get("/api/v1/khong-co", Authorization=f"Bearer {token}").status == 401


def test_other_sessions_are_seen_and_ended(address: str, world: World) -> None:
    who = signed_in(world)
    visitor = Visitor(address, f"sonq={who.key}")
    others = [Visitor(address).signs_in(who.login) for _ in range(3)]
    ids = re.findall(r'name="session" value="([^"]+)"', visitor.get("/account").body)
    assert len(ids) == 3
    visitor.post("/account/sessions/end", session=ids[0])
    assert sorted(other.get("/account").status for other in others) == [200, 200, 303]
    visitor.post("/account/sessions/end")
    assert {other.get("/account").status for other in others} == {303}
    assert visitor.get("/account").status == 200


def test_a_colleague_deputises_for_some_days(address: str, world: World) -> None:
    head, deputy = signed_in(world, Role.OFFICE_HEAD), signed_in(world, Role.OFFICE_DEPUTY)
    other, admin = signed_in(world, Role.BOARD_MEMBER), signed_in(world, Role.ADMINISTRATOR)
    visitor = Visitor(address, f"sonq={head.key}")
    offered = re.findall(r'<option value="([^"]+)"', visitor.get("/account").body)
    assert {str(deputy.account), str(other.account)} <= set(offered)
    assert not {str(head.account), str(admin.account)} & set(offered)
    today = world.today()
    days = {"day": today.isoformat(), "last_day": (today + timedelta(days=3)).isoformat()}
    visitor.post("/account/deputies", deputy="", **days)
    assert visitor.error_of("deputy") == "Đề nghị chọn đồng chí được ủy quyền."
    assert visitor.typed("last_day") == days["last_day"]
    visitor.post("/account/deputies", deputy=str(deputy.account), **days | {"day": ""})
    assert visitor.error_of("day") == "Đề nghị chọn ngày."
    visitor.post("/account/deputies", deputy=str(admin.account), **days)
    assert "không nhận ủy quyền" in visitor.error_of("deputy")
    visitor.post("/account/deputies", deputy=str(deputy.account), **days)
    assert visitor.status == 303
    seen = Visitor(address, f"sonq={deputy.key}").get("/account").words
    assert "Đang được ủy quyền bởi đồng chí Nguyễn Văn An (Chánh Văn phòng)" in seen
    assert "Chánh Văn phòng Công việc Quyền" in seen
    visitor.post("/account/deputies/end", deputy=str(deputy.account))
    assert "Đang được ủy quyền bởi" not in Visitor(address, f"sonq={deputy.key}").get("/account").words


def test_deputising_that_no_longer_holds_is_said_to_be_void(address: str, world: World) -> None:
    head, deputy = signed_in(world, Role.OFFICE_HEAD), signed_in(world, Role.OFFICE_DEPUTY)
    today = world.today()
    world.register.deputise(head.actor, deputy.account, day=today, last_day=today)
    visitor = Visitor(address, f"sonq={head.key}")
    assert "không còn hiệu lực" not in visitor.get("/account").words
    world.register.charge_account(ADMINISTRATOR, deputy.account, Charge(Role.INSPECTION), reason="Điều động")
    assert "không còn hiệu lực" in visitor.get("/account").words
    told = Visitor(address, f"sonq={deputy.key}").get("/account").words
    assert "Đang được ủy quyền bởi" not in told


def test_what_a_role_may_do_is_said_in_words(address: str, world: World) -> None:
    [unit] = world.units("Đảng ủy xã Tam Sơn")
    world.engine.catch_up()
    who = signed_in(world, Role.UNIT_HEAD, unit)
    said = Visitor(address, f"sonq={who.key}").get("/account").words
    assert "Lãnh đạo đơn vị, Đảng ủy xã Tam Sơn" in said
    assert "Gửi báo cáo quyết định" in said
    assert "Cho ý kiến phối hợp quyết định" in said
    assert "Xác nhận hoàn thành" not in said
