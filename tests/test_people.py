"""People beside the log: passwords, names, erasing, who read what."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege

from domain.access_log import AccessKind
from domain.account import OPERATOR
from domain.errors import NotFound, Refused
from domain.person import ERASED, called, fit, login_of
from tests.private_kit import HERE, PASSWORD, Kit, account_of, private_kit


@pytest.fixture
def kit(module_database: str) -> Iterator[Kit]:
    with private_kit(module_database) as kit:
        yield kit


def test_who_was_added_signs_in_with_that_password_only(kit: Kit) -> None:
    account = kit.linh()
    person = kit.people.authenticate("Linh ", PASSWORD, address=HERE)
    assert person is not None
    assert (person.account, person.name, person.office, person.must_change) == (
        account, "Trần Thị Linh", "Chuyên viên", False
    )  # fmt: skip
    assert not kit.signs_in("linh", PASSWORD.upper())
    assert not kit.signs_in("khong-co")
    assert not kit.signs_in("")
    assert not kit.signs_in("nul\0 \ud800")


def test_a_password_typed_with_another_keyboard_is_the_same(kit: Kit) -> None:
    kit.people.add(uuid4(), "hoa", "Lê Hoa", password="ti\u1ebfng Vi\u1ec7t 2026")
    assert kit.signs_in("hoa", "tie\u0302\u0301ng Vie\u0323\u0302t 2026")


def test_without_a_password_one_is_told_once_and_has_to_be_changed(kit: Kit) -> None:
    account = uuid4()
    once = kit.people.add(account, "nam", "Nguyễn Nam")
    assert once is not None
    person = kit.people.authenticate("nam", once, address=HERE)
    assert person is not None
    assert person.must_change
    kit.people.set_password(account, PASSWORD)
    assert not kit.people.person(account).must_change
    assert not kit.signs_in("nam", once)
    assert kit.signs_in("nam")


def test_a_reset_ends_the_password_the_sessions_and_the_tokens(kit: Kit) -> None:
    account, other = kit.linh(), uuid4()
    kit.people.add(other, "nam", "Nguyễn Nam", password=PASSWORD)
    keys = [kit.sessions.open(account), kit.sessions.open(other)]
    tokens = [kit.tokens.make(account, "Trao đổi dữ liệu", 30), kit.tokens.make(other, "Trao đổi", 30)]
    once = kit.people.reset(account)
    assert not kit.signs_in("linh")
    assert kit.signs_in("linh", once)
    assert [account_of(kit.sessions, key) for key in keys] == [None, other]
    assert [account_of(kit.tokens, token) for token in tokens] == [None, other]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("ngắn quá", "ít nhất 10 ký tự"),
        ("x" * 201, "không quá 200 ký tự"),
        ("tôi là chuyenvien", "không được chứa tên đăng nhập"),
        ("Mậtkhẩu123", "quá dễ đoán"),
        ("aaaaaaaaaaaaaa", "quá dễ đoán"),
    ],
)
def test_a_password_that_is_guessed_at_once_is_refused_and_not_repeated(password: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        fit(password, "chuyenvien")
    assert refused.value.field == "password"
    assert password not in refused.value.message


@pytest.mark.parametrize("text", ["", "a", "hai chữ", "@linh", "a" * 41, "linh\0x y"])
def test_what_cannot_be_a_sign_in_name_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Tên đăng nhập gồm"):
        login_of(text)


def test_a_sign_in_name_is_kept_folded_and_belongs_to_one(kit: Kit) -> None:
    account = kit.linh()
    with pytest.raises(Refused, match="“linh” đã có người dùng") as refused:
        kit.people.add(uuid4(), "LĨNH", "Người khác", password=PASSWORD)
    assert refused.value.field == "login"
    assert kit.people.by_login("Linh").account == account
    other = uuid4()
    kit.people.add(other, "nam", "Nguyễn Nam", password=PASSWORD)
    with pytest.raises(Refused, match="đã có người dùng"):
        kit.people.rename(other, login="linh", name="Nguyễn Nam", office="")
    kit.people.rename(other, login="nam.nv", name="Nguyễn Văn  Nam", office="Phó Chánh Văn phòng")
    assert kit.people.person(other).called == "đồng chí Nguyễn Văn Nam (Phó Chánh Văn phòng)"


def test_whose_account_is_refused_is_not_added(kit: Kit) -> None:
    def refuse() -> None:
        raise Refused("Không mở được.")

    with pytest.raises(Refused, match="Không mở được"):
        kit.people.add(uuid4(), "linh", "Trần Thị Linh", opened=refuse)
    assert not kit.people.anybody()
    kit.linh()


def test_of_several_who_want_to_be_the_first_at_once_one_is(kit: Kit) -> None:
    opened: list[str] = []

    def add(login: str) -> bool:
        try:
            kit.people.add(
                uuid4(), login, "Ai đó", password=PASSWORD, first=True, opened=lambda: opened.append(login)
            )
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(add, ["mot-a", "hai-b", "ba-c", "bon-d"])) == 1
    assert len(opened) == len(kit.people.everybody()) == 1
    assert kit.people.anybody()


def test_an_erased_person_leaves_an_id_and_nothing_else(kit: Kit) -> None:
    account = kit.linh()
    key, token = kit.sessions.open(account), kit.tokens.make(account, "Trao đổi dữ liệu", 30)
    kit.people.erase(account)
    assert not kit.signs_in("linh")
    assert (account_of(kit.sessions, key), account_of(kit.tokens, token)) == (None, None)
    names = kit.people.names([str(account)])
    assert called(str(account), names[str(account)]) == ERASED
    assert kit.people.everybody() == []
    for words in ("linh", "Linh", "Chuyên viên", "argon2", "Trao đổi"):
        assert words not in kit.everything()
    for change in (kit.people.erase, kit.people.reset, kit.people.person):
        with pytest.raises(NotFound):
            change(account)
    assert kit.people.anybody()
    kit.linh()  # the name is free again, for another


def test_names_are_found_for_whatever_stands_in_the_log(kit: Kit) -> None:
    account = kit.linh()
    by = [str(account), OPERATOR, str(uuid4()), "cv.linh"]
    names = kit.people.names(by)
    assert [called(b, names.get(b)) for b in by] == [
        "đồng chí Trần Thị Linh (Chuyên viên)",
        "Người vận hành máy chủ",
        None,
        None,
    ]


def test_no_secret_is_kept_as_it_is_nor_shown(kit: Kit) -> None:
    account = kit.linh()
    once = kit.people.add(uuid4(), "nam", "Nguyễn Nam")
    key, token = kit.sessions.open(account), kit.tokens.make(account, "Trao đổi", 30)
    kept = kit.everything()
    shown = repr([kit.people.everybody(), kit.sessions.of(account), kit.tokens.of(account), kit.people])
    for secret in (PASSWORD, str(once), key, token):
        assert secret not in kept
        assert secret not in shown
    assert "argon2id" not in shown


def test_the_access_log_is_read_from_the_newest_by_page_and_filter(kit: Kit) -> None:
    account = kit.linh()
    for n in range(5):
        kit.access.note(account, AccessKind.READ, f"/nhiem-vu/{n}", date(2026, 2, 27))
        kit.after(days=1)
    kit.access.note(None, AccessKind.SIGN_IN_FAILED, "")
    newest = kit.access.page(limit=2)
    assert [(a.account, a.kind, a.what) for a in newest] == [
        (None, AccessKind.SIGN_IN_FAILED, ""), (account, AccessKind.READ, "/nhiem-vu/4")
    ]  # fmt: skip
    rest = kit.access.page(newest[-1].id, kind=AccessKind.READ, accounts=[account])
    assert [a.what for a in rest] == [f"/nhiem-vu/{n}" for n in (3, 2, 1, 0)]
    days = kit.access.page(since=date(2026, 3, 3), until=date(2026, 3, 4))
    assert [a.what for a in days] == ["/nhiem-vu/2", "/nhiem-vu/1"]


CHANGES = [
    "UPDATE private.access_log SET what = ''",
    "DELETE FROM private.access_log",
    "TRUNCATE private.access_log",
    "DELETE FROM private.people",
    "UPDATE private.people SET account = gen_random_uuid()",
    "UPDATE private.sessions SET account = gen_random_uuid()",
    "UPDATE private.tokens SET expires = 'infinity'",
    "ALTER TABLE private.people ADD COLUMN more text",
    "CREATE TABLE private.more ()",
]


def test_who_serves_gets_what_it_needs_and_who_owns_the_views_nothing(kit: Kit) -> None:
    kit.linh()
    with contextlib.closing(psycopg2.connect(kit.dsn)) as opened, opened.cursor() as cursor:
        opened.autocommit = True
        cursor.execute("SET ROLE sonq_app")
        for sql in CHANGES:
            with pytest.raises(InsufficientPrivilege):
                cursor.execute(sql)
        for role in ("sonq_views", "none"):
            cursor.execute(f"SET ROLE {role}")
            for table in ("people", "sessions", "tokens", "attempts", "access_log"):
                with pytest.raises(InsufficientPrivilege):
                    cursor.execute(f"SELECT FROM private.{table}")
