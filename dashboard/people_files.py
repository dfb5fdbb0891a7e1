"""Who has an account, and who did what with what is kept, as they are taken along: as the pages show them, whole."""

from collections.abc import Iterator
from itertools import islice

from dashboard.look import Look
from dashboard.pages.access_log import place_name, whose
from dashboard.pages.accounts import bounds, in_order, scope_words
from dashboard.people_words import named
from domain.access_log import ACCESS_NAMES
from domain.account import ROLE_NAMES
from domain.sheet import Cells, Column, Workbook
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.engine import TIMEZONE, Cursor

CHUNK = 1_000

MOST = 100_000
"""Entries of the log in one workbook; of more, a span of days is asked for."""


def accounts(cursor: Cursor, look: Look) -> Workbook:
    """Tài khoản: always the list of now, for names stand beside the log."""
    found, names = in_order(look, bounds(look))
    return Workbook(
        title="Tài khoản",
        note=f"Theo vai trò rồi theo thứ tự đơn vị. Danh sách hiện nay, ngày {vn_day(look.reader.today())}.",
        columns=(
            Column("TT", 6, centred=True),
            Column("Họ và tên", 30),
            Column("Tên đăng nhập", 20),
            Column("Chức danh", 40),
            Column("Vai trò", 24),
            Column("Đơn vị, phạm vi", 40),
            Column("Tình trạng", 14),
        ),
        rows=[
            (
                n,
                one.person.name,
                one.person.login,
                one.person.office,
                ROLE_NAMES[one.account.charge.role],
                scope_words(one.account.charge, names),
                "Đang dùng" if one.account.open else "Đã khóa",
            )
            for n, one in enumerate(found, 1)
        ],
    )


def accesses(cursor: Cursor, look: Look) -> Workbook:
    """Nhật ký truy cập, the newest first. The administrator, who sees no content, takes nothing along."""
    return Workbook(
        title="Nhật ký truy cập",
        note=f"Mới nhất trước, nhiều nhất {count(MOST)} mục; lập ngày {vn_day(look.reader.today())}.",
        columns=(
            Column("Ngày", 13),
            Column("Giờ", 10, centred=True),
            Column("Ai", 36),
            Column("Việc", 24),
            Column("Trang", 26),
            Column("Địa chỉ", 60),
            Column("Số liệu ngày", 13),
        ),
        rows=islice(_entries(look), MOST),
    )


def _entries(look: Look) -> Iterator[Cells]:
    asked = look.asked
    accounts, after = whose(look), None
    while True:
        page = look.access.page(
            after, CHUNK, accounts=accounts, kind=asked.access, since=asked.start, until=asked.until
        )
        names = look.names({str(one.account) for one in page if one.account})
        for one in page:
            at = one.at.astimezone(TIMEZONE)
            who = named(names, str(one.account)) if one.account else "không rõ ai"
            what = place_name(one.what), one.what, one.day
            yield at.date(), f"{at:%H:%M}", who, ACCESS_NAMES[one.kind], *what
        if len(page) < CHUNK:
            return
        after = page[-1].id
