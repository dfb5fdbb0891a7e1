"""Documents on the page: a list by filter and page, one with its lineage, its tasks and its figures, for whom it is."""

import re
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import pytest

from dashboard.address import Asked, Way
from dashboard.pages import document_parts
from dashboard.pages import documents as list_page
from dashboard.pages.document import document
from dashboard.pages.documents import register_of_documents
from dashboard.read_address import read
from domain.access import Viewer
from domain.account import Role
from domain.errors import NotFound
from domain.paper import Authority
from domain.resolution import Content, Relation
from projections.lineage import lineage
from tests.looks import look, viewer
from tests.province import PAST, TODAY, settle
from tests.read_pages import html_of, words
from tests.scene import PAPER
from tests.world import OFFICE, World

pytestmark = pytest.mark.usefixtures("made")


class Papers(msgspec.Struct):
    """The documents of the tests, beside 126-KL/TU, which gives all tasks."""

    conclusion: UUID
    older: UUID
    plan: UUID
    draft: UUID


@pytest.fixture(scope="module")
def papers(world: World) -> Papers:
    """57-NQ/TW is carried out by 126-KL/TU, that by a plan of a State body; a draft is to amend it."""

    def record(number: str, day: date, kind: str, title: str, issuer: Authority) -> UUID:
        content = Content(number, day, kind, title, issuer, "XVIII")
        return UUID(world.register.record_resolution(OFFICE, content).answer["resolution"])

    [conclusion] = next(zip(*world.rows("SELECT document_id FROM documents"), strict=True))
    older = record("57-NQ/TW", date(2025, 12, 22), "NQ", "Nghị quyết về khoa học <b>", Authority.CENTRE)
    plan = record("726/KH-UBND", date(2026, 2, 3), "KH", "Kế hoạch thực hiện", Authority.COMMITTEE)
    draft = record("", TODAY, "CTr", "Chương trình dự kiến", Authority.STANDING_BOARD)
    link = world.register.link_resolutions
    link(OFFICE, conclusion, relation=Relation.IMPLEMENTS, to=older)
    link(OFFICE, plan, relation=Relation.IMPLEMENTS, to=conclusion)
    link(OFFICE, draft, relation=Relation.AMENDS, to=conclusion)
    world.engine.catch_up()
    return Papers(conclusion, older, plan, draft)


def listed(world: World, asked: Asked | None = None, who: Viewer | None = None) -> list[str]:
    """The numbers in the list, in its order."""
    table = html_of(register_of_documents(look(world, asked, "/van-ban", who)))
    return re.findall(r'<a href="/van-ban/[^"]*">([^<]+)</a>', table)


def asked(world: World, query: str) -> Asked:
    return read(query, world.today())


def test_the_newest_stand_first_and_drafts_are_for_who_may_see_them(world: World, papers: Papers) -> None:
    numbers = ["Dự thảo chương trình (chưa có số)", "726/KH-UBND", "126-KL/TU", "57-NQ/TW"]
    assert listed(world) == numbers
    assert listed(world, who=viewer(Role.CLERK)) == numbers, "the clerk gives them their numbers"


def test_who_enters_no_drafts_is_told_of_none(world: World, papers: Papers) -> None:
    nobody = viewer(Role.ADMINISTRATOR)
    assert "Dự thảo" not in words(register_of_documents(look(world, who=nobody)))
    with pytest.raises(NotFound):
        document(look(world, who=nobody), papers.draft)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=nq 57", ["57-NQ/TW"]),
        ("tim=khoa hoc", ["57-NQ/TW"]),
        ("the-loai=kh", ["726/KH-UBND"]),
        ("cap=trung-uong", ["57-NQ/TW"]),
        ("hieu-luc=du-thao", ["Dự thảo chương trình (chưa có số)"]),
        ("cap=ban-thuong-vu&the-loai=kl", ["126-KL/TU"]),
        ("cap=bi-thu", []),
        ("ngay=2026-02-27&cach=sau-ra-soat&tim=ke hoach", ["726/KH-UBND"]),
        ("ngay=2026-02-27", ["126-KL/TU"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(
    world: World, papers: Papers, query: str, found: list[str]
) -> None:
    assert listed(world, asked(world, query)) == found


def test_an_address_comes_back_as_it_was_written(world: World) -> None:
    given = asked(world, "?tim=a+%26+b%3D1&hieu-luc=con-hieu-luc&the-loai=ctr&cap=trung-uong")
    assert given.text == "a & b=1"
    assert read(urlsplit(given.at("/van-ban")).query, world.today()) == given


def test_pages_follow_each_other_without_gap_or_repetition(
    world: World, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = listed(world)
    monkeypatch.setattr(list_page, "PAGE", 1)
    seen, here = [], Asked()
    while True:
        page = html_of(register_of_documents(look(world, here, "/van-ban")))
        seen += re.findall(r'<a href="/van-ban/[^"]*">([^<]+)</a>', page)
        onward = re.search(r'href="/van-ban\?(sau=[^"]+)">Trang sau', page)
        if not onward:
            break
        here = asked(world, onward[1])
    assert seen == whole


def counted(world: World, document_id: UUID) -> dict[str, int]:
    """Tasks given by a document, by stage, from the rows of the timeline alone."""
    found = world.rows(
        "SELECT count(*), count(*) FILTER (WHERE stage < 3 AND deadline < %s) FROM task_timeline"
        " WHERE document = %s AND from_day <= %s AND to_day > %s AND known_to = %s",
        TODAY, document_id, TODAY, TODAY, 2**63 - 1,
    )  # fmt: skip
    return dict(zip(("all", "overdue"), found[0], strict=True))


def test_each_document_has_its_tasks_counted(world: World, papers: Papers) -> None:
    rows = html_of(register_of_documents(look(world))).split("<tr>")
    row = next(row for row in rows if ">126-KL/TU<" in row)
    figures = counted(world, papers.conclusion)
    assert f'<a href="/danh-sach?van-ban={papers.conclusion}" class="n">{figures["all"]}</a>' in row
    assert f'loai=qua-han&amp;van-ban={papers.conclusion}" class="n">0{figures["overdue"]}</a>' in row
    assert f'dự kiến <a href="/du-kien?van-ban={papers.conclusion}" class="n">01</a>' in row
    assert figures == {"all": 11, "overdue": 2}


def test_one_document_says_where_it_stands(world: World, papers: Papers) -> None:
    said = words(document(look(world), papers.conclusion))
    assert "126-KL/TU ngày 05/01/2026" in said
    assert "Hiệu lực Còn hiệu lực" in said
    assert "11 đã giao; 01 chưa chọn đầu mối" in said
    page = html_of(document(look(world), papers.conclusion))
    assert f'<a href="/danh-sach?van-ban={papers.conclusion}" class="n">11</a> đã giao' in page
    assert (
        f'<a href="/du-kien?van-ban={papers.conclusion}&amp;trang-thai=chua-chon-dau-moi" class="n">01</a>'
        in page
    )
    assert "Ghi nhận 126-KL/TU ngày 05/01/2026: Nghị quyết về việc thử" in said
    assert "Nghị quyết về khoa học <b>" in said, "as text"


def test_lineage_is_told_up_and_down(world: World, papers: Papers) -> None:
    said = words(document(look(world), papers.conclusion))
    assert "Căn cứ trên cụ thể hóa 57-NQ/TW ngày 22/12/2025" in said
    assert "được cụ thể hóa bởi 726/KH-UBND ngày 03/02/2026" in said
    assert "được sửa đổi, bổ sung bởi Dự thảo chương trình (chưa có số)" in said
    above = html_of(document(look(world), papers.older))
    assert re.search(rf"{papers.conclusion}.*<ul><li>.*{papers.plan}", above), "the plan stands under it"


def test_a_circle_of_links_ends(world: World, papers: Papers) -> None:
    """Decisions refuse one; were it there all the same, the page would still be shown."""
    [up] = world.query(lineage, world.reader.reviewed(TODAY), papers.conclusion).up
    back = msgspec.structs.replace(up, document=papers.conclusion, via=up.document)
    tree = document_parts._tree([up, back], papers.conclusion, "", look(world), {papers.conclusion})
    assert str(tree).count("<li>") == 2


def test_its_tasks_stand_in_the_order_of_the_annex(
    world: World, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tasks(asked: Asked) -> tuple[list[str], str]:
        page = html_of(document(look(world, asked), papers.conclusion))
        return re.findall(r'<a href="/nhiem-vu/([^"]+)">', page), page

    whole, page = tasks(Asked())
    assert len(whole) == 11
    assert "Trang sau" not in page
    monkeypatch.setattr("dashboard.pages.document.PAGE", 4)
    monkeypatch.setattr(document_parts, "PAGE", 4)
    seen, here = [], Asked()
    while True:
        part, page = tasks(here)
        seen += part
        onward = re.search(r'\?(sau=[^"]+)">Trang sau', page)
        if not onward:
            break
        here = asked(world, onward[1])
    assert seen == whole


def test_the_clerk_sees_the_document_but_no_tasks(world: World, papers: Papers) -> None:
    clerk = look(world, who=viewer(Role.CLERK))
    said = words(document(clerk, papers.conclusion))
    assert "11 đã giao" in said
    for content in ("Nhiệm vụ quá hạn", "Danh mục nhiệm vụ", "Hoàn thành đúng hạn"):
        assert content not in said
    assert "Tình trạng nhiệm vụ" not in words(register_of_documents(clerk))
    assert "Đính chính số, ngày, trích yếu" in said


@pytest.mark.parametrize("role", [Role.STANDING, Role.BOARD_MEMBER, Role.INSPECTION])
def test_who_only_reads_is_offered_no_act(world: World, papers: Papers, role: Role) -> None:
    page = html_of(document(look(world, who=viewer(role)), papers.conclusion))
    assert "data-api" not in page


def test_acts_are_of_today(world: World, papers: Papers) -> None:
    specialist = viewer(Role.SPECIALIST)
    now = html_of(document(look(world, who=specialist), papers.conclusion))
    concluding = f'data-api="/api/v1/documents/{papers.conclusion}/conclusion" data-method="POST"'
    assert f'{concluding} data-version="2"' in now, "recorded and linked once"
    then = html_of(document(look(world, Asked(day=PAST), who=specialist), papers.conclusion))
    assert "data-api" not in then
    assert "Đang xem số liệu đã báo cáo ngày 27/02/2026." in then


def test_a_draft_is_given_its_number_a_document_its_end(world: World, papers: Papers) -> None:
    clerk = viewer(Role.CLERK)
    draft = html_of(document(look(world, who=clerk), papers.draft))
    assert f"/documents/{papers.draft}/number" in draft
    assert f"/documents/{papers.draft}/conclusion" not in draft
    numbered = html_of(document(look(world, who=clerk), papers.older))
    assert f"/documents/{papers.older}/number" not in numbered


def test_the_document_to_link_to_is_searched_for(world: World, papers: Papers) -> None:
    specialist = viewer(Role.SPECIALIST)
    page = html_of(document(look(world, asked(world, "tim=57 nq"), "", specialist), papers.plan))
    assert re.findall(r'type="radio" name="to" value="([^"]+)"', page) == [str(papers.older)]
    none = words(document(look(world, asked(world, "tim=khong co"), "", specialist), papers.plan))
    assert "Không tìm thấy văn bản nào theo “khong co”." in none


def test_what_a_document_leaves_open_is_told_when_it_ends(database: str) -> None:
    world = World(database)
    settle(world)
    [(one,)] = world.rows("SELECT document_id FROM documents")
    world.register.conclude_resolution(OFFICE, one, day=date(2026, 3, 20), reason="Đã tổng kết", paper=PAPER)
    world.engine.catch_up()
    said = words(document(look(world), one))
    world.database.close()
    assert "Văn bản đã kết thúc hiệu lực từ ngày 20/3/2026. Còn 07 nhiệm vụ chưa kết thúc" in said
    assert "02 quá hạn, chưa hoàn thành; 03 chưa hoàn thành, trong hạn; 01 thường xuyên" in said
    assert "01 tạm dừng" in said


def test_both_ways_of_knowing(world: World, papers: Papers) -> None:
    """The plan was entered on the last day, with a day before: reported, it was not there."""
    with pytest.raises(NotFound):
        document(look(world, Asked(day=PAST)), papers.plan)
    said = words(document(look(world, Asked(day=PAST, way=Way.REVIEWED)), papers.plan))
    assert "726/KH-UBND" in said
