"""Nhập phụ lục: from a file or a pasted text by the API and the page into the drafts of its document."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from dashboard.address import ANNEX, Asked
from dashboard.pages.annex import annexes
from dashboard.pages.annex_preview import annex
from domain.access import Viewer
from domain.account import Role
from domain.annex.doubt import About
from domain.annex.questions import Question
from domain.errors import NotFound
from domain.paper import Authority
from domain.resolution import Content
from projections import intakes
from tests.annex_files import WORD, with_table, word_file
from tests.asking import Answer, Api
from tests.looks import look
from tests.world import OFFICE, World

NAMES = ("Sở Nội vụ", "Sở Tài chính", "Sở Nông nghiệp và Môi trường")
ANNEX_FILE = word_file(
    lambda document: (
        document.add_paragraph("(Kèm theo Nghị quyết số 05-NQ/TU ngày 09/01/2026 của Tỉnh ủy)"),
        with_table(
            document,
            ("1", "Việc một", "Sở Nội vụ", "6/2026"),
            ("2", "Việc hai", "Sở Nội vụ, Sở Tài chính", "2026 và những năm tiếp theo"),
            ("3", "Việc ba", "Sở Nội vụ, Sở Tài chính", "9/2026"),
            ("4", "Việc bốn", "Các đảng ủy xã, phường", "thường xuyên"),
            ("5", "Việc năm", "Sở Nông nghiệp, Môi trường", "2026"),
            ("6", "Việc sáu", "Sở Y tế", "2026"),
        ),
    )
)


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(date(2026, 2, 3))


@pytest.fixture
def units(world: World) -> dict[str, UUID]:
    departments = dict(zip(NAMES, world.units(*NAMES, group=5), strict=True))
    return departments | dict(zip(("xã A", "xã B"), world.units("Đảng ủy xã A", "Đảng ủy xã B"), strict=True))


@pytest.fixture
def api(api: Api, units: dict[str, UUID]) -> Api:
    api.world.engine.catch_up()
    api.asks = api.account(Role.SPECIALIST)
    return api


def send(api: Api, data: bytes, name: str = "Phụ lục I.docx") -> Answer:
    mark = uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = head + data + f"\r\n--{mark}--\r\n".encode()
    return api.send("POST", "/annexes", body, {"content-type": f"multipart/form-data; boundary={mark}"})


def begun(api: Api, data: bytes = ANNEX_FILE) -> str:
    answer = send(api, data)
    assert answer.status == 201, answer.body
    return str(answer.body["upload"])


def choose(api: Api, upload: str, what: str, **body: Any) -> Answer:
    return api.post(f"/annexes/{upload}/{what}", body)


def page(world: World, who: Viewer | None, upload: str, **asked: Any) -> str:
    html = annex(look(world, Asked(**asked), f"{ANNEX}{upload}", who), UUID(upload)).content[0].html
    return str(html)


def standing(world: World, who: Viewer | None, upload: str) -> str:
    section = re.search(r'<section[^>]*id="standing".*?</section>', page(world, who, upload), re.DOTALL)
    assert section
    return re.sub(r"<[^>]+>", "", section[0])


def open_questions(world: World, who: Viewer, upload: str) -> list[Question]:
    kept = world.private.uploads.get(who.account, UUID(upload))
    return world.query(intakes.understood, kept, reviewed=world.reader.reviewed, today=world.today()).open


def test_an_annex_is_sent_settled_and_taken_over_as_drafts_of_its_document(
    world: World, api: Api, units: dict[str, UUID]
) -> None:
    who = api.asks
    upload = begun(api)
    assert "06 nhiệm vụ: 05 có ngày hạn, 01 không có ngày hạn." in standing(world, who, upload)
    assert "Còn 05 chỗ cần chọn: 02 tên đơn vị, 02 đầu mối, 01 thời hạn." in standing(world, who, upload)
    assert "đề nghị nhập nhiệm kỳ" in standing(world, who, upload)
    head = {"number": "Số: 05 - NQ/TU", "day": "2026-01-09", "title": "Về chuyển đổi số", "series": "XVIII"}
    assert choose(api, upload, "head", **head, label="Phụ lục I").status == 200
    assert world.log.head() == before_taking(world)

    farming = str(units["Sở Nông nghiệp và Môi trường"])
    choose(api, upload, "names", name="Sở Nông nghiệp, Môi trường", decided="use", unit=farming)
    choose(api, upload, "names", name="Sở Y tế", decided="new", group=5)
    joint = [str(units["Sở Tài chính"]), str(units["Sở Nội vụ"])]
    choose(api, upload, "leads", refs=["2", "3"], how="joint", units=joint)
    choose(api, upload, "leads", refs=["4"], how="each", units=["các đảng ủy xã, phường"])
    choose(api, upload, "deadlines", refs=["2"], kind="as_read")
    assert "Không còn chỗ cần chọn." in standing(world, who, upload)

    taken = choose(api, upload, "taking")
    assert (taken.status, taken.body["added"], taken.body["unchanged"]) == (200, 6, 0)
    assert world.rows("SELECT number, title FROM documents") == [("05-NQ/TU", "Về chuyển đổi số")]
    assert world.rows("SELECT clause, phase, leads FROM tasks ORDER BY sort") == [
        ("TT 1, Phụ lục I", "proposed", "single"),
        ("TT 2, Phụ lục I", "proposed", "joint"),
        ("TT 3, Phụ lục I", "proposed", "joint"),
        ("TT 4, Phụ lục I", "proposed", "each"),
        ("TT 5, Phụ lục I", "proposed", "single"),
        ("TT 6, Phụ lục I", "proposed", "single"),
    ]
    assert len(world.rows("SELECT 1 FROM assignments")) == 9
    assert world.rows("SELECT unit_group FROM unit_timeline WHERE name = 'Sở Y tế'") == [(5,)]
    assert "Đã ghi vào sổ 06 nhiệm vụ mới" in page(world, who, upload)

    again = begun(api)
    choose(api, again, "head", **head, label="Phụ lục I")
    assert "đã ghi 06 nhiệm vụ của phụ lục" in page(world, who, again)
    assert choose(api, again, "taking").body["unchanged"] == 6


def test_what_goes_without_saying_stands_in_the_head_of_the_document(world: World, api: Api) -> None:
    world.register.record_resolution(
        OFFICE, Content("01-NQ/TU", date(2026, 1, 5), "", "Cũ", Authority.STANDING_BOARD, "XVIII")
    )
    world.engine.catch_up()
    numbered = page(world, api.asks, begun(api))
    assert 'name="series" value="XVIII"' in numbered, "the term that the office records in"
    assert 'name="day" value="2026-01-09"' in re.sub(r' required=""| required', "", numbered)
    draft = page(world, api.asks, begun(api, WORD))
    assert 'name="day" value="2026-02-03"' in re.sub(r' required=""| required', "", draft), "today"


def before_taking(world: World) -> int:
    """The head of the log while nothing but units and accounts is in it."""
    found = world.rows("SELECT count(*) FROM log WHERE topic LIKE 'task.%%' OR topic LIKE 'resolution.%%'")
    assert found == [(0,)]
    return world.log.head()


def test_the_real_annex_is_settled_by_equal_cells(world: World, api: Api, shared_data: Path) -> None:
    upload = begun(api, (shared_data / "vn_nq03/phu_luc_2.docx").read_bytes())
    who = api.asks
    assert who is not None
    assert world.private.uploads.get(who.account, UUID(upload)).head.number == "03/NQ-CP"
    choose(api, upload, "new-names", group=5)
    acts = 1
    while found := open_questions(world, who, upload):
        question, acts = found[0], acts + 1
        match question.about:
            case About.UNIT:
                answer = choose(api, upload, "names", name=question.words, decided="leave")
            case About.LEAD:
                answer = choose(
                    api,
                    upload,
                    "leads",
                    refs=question.refs,
                    how="joint",
                    units=["Bộ Quốc phòng", "Bộ Xây dựng"],
                )
            case _:
                answer = choose(api, upload, "deadlines", refs=question.refs, kind="as_read")
        assert answer.status == 200, answer.body
    assert acts == 1 + 6 + 24 + 2
    assert "Áp dụng cho 15 dòng giống nhau" in page(world, who, upload)
    assert page(world, who, upload, page=3).count('id="tt-') == 40
    assert choose(api, upload, "taking").body["added"] == 140
    # Of the six names that were left out some lead tasks by themselves.
    assert world.rows("SELECT phase, count(*) FROM tasks GROUP BY 1 ORDER BY 1") == [
        ("proposed", 128),
        ("unchosen", 12),
    ]


def test_six_pasted_conclusions_go_to_the_document_they_are_of(world: World, api: Api) -> None:
    content = Content("215-TB/TU", date(2026, 1, 30), "", "Kết luận", Authority.STANDING, "XVIII")
    document = world.register.record_resolution(OFFICE, content).answer["resolution"]
    world.engine.catch_up()
    text = "1. Sở Tài chính lập dự toán, trước ngày 15/12/2026;\n2. Các đảng ủy xã, phường rà soát, quý III/2026."
    answer = api.post("/annexes/text", {"text": text, "document": document})
    assert answer.status == 201
    upload = answer.body["upload"]
    choose(api, upload, "leads", refs=["2"], how="each", units=["các đảng ủy xã, phường"])
    assert choose(api, upload, "taking").body["resolution"] == document
    assert world.rows("SELECT number, deadline, authority FROM tasks ORDER BY sort") == [
        ("1", date(2026, 12, 14), "standing"),
        ("2", date(2026, 9, 30), "standing"),
    ]


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"%PDF-1.7", "CV 31.pdf", "không phải là tệp Word (.docx) hoặc Excel (.xlsx)"),
        (b"PK\x03\x04" + b"\0" * 50, "Phụ lục.docx", "bị hỏng nên không đọc được"),
        (word_file(lambda document: document.add_paragraph("x")), "Phụ lục.docx", "không có bảng nào"),
        (
            word_file(lambda document: (document.add_paragraph("MẬT"), with_table(document))),
            "CV 31.docx",
            "Hệ thống không tiếp nhận tài liệu có độ mật. Tệp “CV 31.docx” có dấu chỉ độ mật ở phần đầu",
        ),
        (WORD[:400] + b"\0" * (21 * 2**20), "Phụ lục.docx", "lớn hơn 20 MB"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words_and_not_kept(
    world: World, api: Api, data: bytes, name: str, says: str
) -> None:
    answer = send(api, data, name)
    assert answer.status in (413, 422)
    assert says in answer.body["detail"]
    assert world.rows("SELECT count(*) FROM private.uploads") == [(0,)]


@pytest.mark.parametrize(
    ("what", "body", "field", "says"),
    [
        (
            "leads",
            {"refs": ["2"], "how": "single", "units": ["Sở Nội vụ", "Sở Tài chính"]},
            "units",
            "01 đơn vị",
        ),
        ("leads", {"refs": ["2"], "how": "joint", "units": ["Sở Nội vụ"]}, "units", "từ 02 đơn vị"),
        (
            "leads",
            {"refs": ["6"], "how": "single", "units": ["Sở Y tế"]},
            "units",
            "chọn ở mục “Tên đơn vị” trước",
        ),
        ("leads", {"refs": ["99"], "how": "single", "units": ["Sở Nội vụ"]}, "units", "không có TT 99"),
        ("names", {"name": "Sở Y tế", "decided": "use"}, "unit", "Đề nghị chọn đơn vị."),
        ("names", {"name": "Sở Y tế", "decided": "new"}, "group", "nhóm của đơn vị mới"),
        (
            "names",
            {"name": "Sở Y tế", "decided": "new", "called": "Sở Nội vụ", "group": 5},
            "called",
            "đã có đơn vị",
        ),
        ("deadlines", {"refs": ["2"], "kind": "dated"}, "day", "Đề nghị nhập ngày hạn."),
        ("head", {"number": "năm"}, "number", "Chưa đọc được số, ký hiệu"),
        ("taking", {}, "series", "nhiệm kỳ"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_beside_its_field_and_not_kept(
    world: World, api: Api, what: str, body: dict[str, Any], field: str, says: str
) -> None:
    assert api.asks
    upload = begun(api)
    before = world.private.uploads.get(api.asks.account, UUID(upload))
    answer = choose(api, upload, what, **body)
    assert (answer.status, answer.body["field"]) == (422, field)
    assert says in answer.body["detail"]
    assert "Tệp lựa chọn" not in answer.body["detail"]
    assert world.private.uploads.get(api.asks.account, UUID(upload)) == before


def test_what_was_begun_is_found_again_by_whoever_began_it_and_by_nobody_else(world: World, api: Api) -> None:
    upload, mine = begun(api), api.asks
    choose(api, upload, "names", name="Sở Y tế", decided="leave")
    assert "lập mới" not in standing(world, mine, upload)
    assert "01 tên đơn vị" in standing(world, mine, upload)
    listed = annexes(look(world, None, "/nhap-phu-luc", mine)).content[0].html
    assert f"{ANNEX}{upload}" in listed
    api.asks = api.account(Role.SPECIALIST)
    for what, body in (("names", {"name": "Sở Y tế", "decided": "leave"}), ("taking", {})):
        assert choose(api, upload, what, **body).status == 404
    with pytest.raises(NotFound):
        page(world, api.asks, upload)


@pytest.mark.parametrize(
    "role", [Role.STANDING, Role.CLERK, Role.INSPECTION, Role.ADMINISTRATOR, Role.UNIT_HEAD]
)
def test_only_the_office_takes_annexes_in(world: World, api: Api, units: dict[str, UUID], role: Role) -> None:
    api.asks = api.account(role, units["xã A"] if role is Role.UNIT_HEAD else None)
    assert send(api, ANNEX_FILE).status in (403, 404)
    assert api.post("/annexes/text", {"text": "1. Việc"}).status in (403, 404)
    assert world.rows("SELECT count(*) FROM private.uploads") == [(0,)]


def test_a_deputy_head_who_only_proposes_units_cannot_make_them_by_an_annex(world: World, api: Api) -> None:
    api.asks = api.account(Role.OFFICE_DEPUTY)
    upload = begun(api)
    choose(api, upload, "head", number="05-NQ/TU", day="2026-01-09", title="Thử", series="XVIII")
    choose(api, upload, "names", name="Sở Y tế", decided="new", group=5)
    assert choose(api, upload, "taking").status == 403
    choose(api, upload, "names", name="Sở Y tế", decided="leave")
    assert choose(api, upload, "taking").status == 200


def test_tasks_without_a_day_are_told_apart_in_their_rows(world: World, api: Api) -> None:
    text = "1. Ban Một thường xuyên nắm tình hình.\n2. Ban Hai xây dựng kế hoạch khi có hướng dẫn."
    upload = api.post("/annexes/text", {"text": text}).body["upload"]
    assert "02 nhiệm vụ (TT 1, 2). Không ghi thời hạn" in page(world, api.asks, upload)
    choose(api, upload, "deadlines", refs=["1"], kind="standing")
    choose(api, upload, "deadlines", refs=["2"], kind="on_event")
    shown = page(world, api.asks, upload)
    assert "chọn riêng từng dòng" in shown
    assert "Thường xuyên" in shown


def test_a_draft_without_a_number_takes_its_day_later(world: World, api: Api) -> None:
    upload = begun(api, WORD)
    assert choose(api, upload, "taking").body["field"] == "kind"
    choose(api, upload, "head", kind="NQ", title="Dự thảo về chuyển đổi số")
    document = choose(api, upload, "taking").body["resolution"]
    assert world.rows("SELECT document_id::text, number, called FROM documents") == [
        (document, "", "Dự thảo nghị quyết (chưa có số)")
    ]


def test_a_draft_that_is_taken_over_again_is_not_made_again(world: World, api: Api) -> None:
    upload = begun(api, WORD)
    choose(api, upload, "head", kind="NQ", title="Dự thảo về chuyển đổi số")
    first, again = choose(api, upload, "taking"), choose(api, upload, "taking")
    assert again.body == first.body
    assert world.rows("SELECT count(*) FROM documents") == [(1,)]


def test_a_past_day_shows_no_annex(world: World, api: Api) -> None:
    upload = begun(api)
    assert "<form" not in page(world, api.asks, upload, day=date(2026, 2, 1))


def test_what_is_typed_is_told_as_it_will_be_understood(api: Api) -> None:
    deadline = api.get("/readings/deadline", text="trước ngày 15/12/2026", given="2026-11-20").body
    assert (deadline["day"], deadline["kind"]) == ("2026-12-14", "dated")
    assert deadline["says"].startswith("Hạn 14/12/2026. “Trước” một mốc thời gian")
    number = api.get("/readings/number", text="Số: 215 - TB/TU").body
    assert (number["number"], number["says"]) == (
        "215-TB/TU",
        "Đã ghi lại “Số: 215 - TB/TU” thành “215-TB/TU”.",
    )
    assert "Chưa đọc được" in api.get("/readings/number", text="x").body["detail"]
