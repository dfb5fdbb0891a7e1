"""Files that go with reports: what is taken, what is refused, who may fetch them when."""

import asyncio
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.v1.files import AT_A_TIME, ever_sent
from domain.access_log import AccessKind
from domain.account import Role
from domain.errors import Refused
from domain.paper import FileRef
from domain.report_draft import HalfReport, State
from infra.attachment import inspected
from infra.database import Pool
from infra.private.files import Files
from tests.sent_files import JPEG, PNG, excel, odt, pdf, upload, uploaded, word, written
from tests.unit_people import TODAY, People, people
from tests.world import HEAD, house

SECRET = "Hệ thống không tiếp nhận tài liệu có độ mật."


@pytest.mark.parametrize(
    ("name", "data", "called"),
    [
        ("Báo cáo quý I.pdf", pdf("BAO CAO"), "Báo cáo quý I.pdf"),
        (r"C:\Users\an\Dự thảo.docx", word("TỜ TRÌNH"), "Dự thảo.docx"),
        ("../../etc/passwd", excel("STT"), "passwd.xlsx"),
        ("Kế hoạch.odt", odt("KẾ HOẠCH"), "Kế hoạch.odt"),
        ("ảnh.JPEG", JPEG, "ảnh.JPEG"),
        ("ảnh.exe", PNG, "ảnh.exe.png"),
        ("ho\u202egpj.exe\0.pdf", pdf("x"), "hogpj.exe.pdf"),
        ("Quy chế bảo vệ bí mật nhà nước.pdf", pdf("QUY CHE"), "Quy chế bảo vệ bí mật nhà nước.pdf"),
        ("QUY ĐỊNH BẢO VỆ BÍ MẬT.docx", word("Quy định về tài liệu mật, tối mật"), None),
    ],
)
def test_what_is_taken_is_told_by_its_content_and_named_by_it(
    name: str, data: bytes, called: str | None
) -> None:
    assert inspected(name, data)[0] == (called or name)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("trống.pdf", b"", "không có nội dung"),
        ("lớn.pdf", b"%PDF-" + bytes(20 * 2**20), "lớn hơn 20 MB"),
        ("báo cáo.pdf", b"MZ\x90\0 executable", "không thuộc loại được tiếp nhận"),
        ("trang.pdf", b"<html><script>alert(1)</script>", "không thuộc loại được tiếp nhận"),
        ("ảnh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không thuộc loại được tiếp nhận"),
        ("nén.zip", written(lambda out: zipfile.ZipFile(out, "w").close()), "không thuộc loại"),
        ("hỏng.docx", word("x")[:900], "không thuộc loại được tiếp nhận"),
        ("CV 31 (MẬT).pdf", pdf("CONG VAN"), SECRET),
        ("KH tối mật_2026.docx", word("KẾ HOẠCH"), SECRET),
        ("Mật.jpg", JPEG, SECRET),
        ("CV 31.docx", word("TỈNH ỦY", "MẬT", "CÔNG VĂN"), SECRET),
        ("Biểu.xlsx", excel("BIỂU SỐ 1", "TUYỆT MẬT"), SECRET),
        ("Kế hoạch.odt", odt("KẾ HOẠCH", "Độ mật: Tối mật"), SECRET),
        ("CV 31.pdf", pdf("TỈNH ỦY SÔNG LAM", "MẬT", "Kính gửi: …"), SECRET),
    ],
)
def test_what_is_refused(name: str, data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        inspected(name, data)
    assert refused.value.field == "file"


def test_a_pdf_that_nobody_can_read_is_taken_as_a_scan_is() -> None:
    assert inspected("quét.pdf", b"%PDF-1.7 and then nothing that is a PDF")[0] == "quét.pdf"


@pytest.fixture(scope="module")
def given(module_database: str) -> Iterator[People]:
    with people(module_database) as made:
        yield made


def who_fetches(given: People, file: str) -> set[str]:
    everybody = ("head", "officer", "under", "helper", "stranger", "specialist")
    answers = {name: given.as_(getattr(given, name)).get(f"/files/{file}") for name in everybody}
    assert {answer.status for answer in answers.values()} <= {200, 404}
    return {name for name, answer in answers.items() if answer.status == 200}


def test_an_upload_is_the_senders_alone_until_it_is_sent_and_then_goes_with_the_report(given: People) -> None:
    assignment = given.task(given.unit, given.helping)
    file = uploaded(given, given.head)
    assert who_fetches(given, file) == {"head"}
    sent = given.send(given.head, assignment, files=[{"id": file, "name": "tên khác.pdf"}])
    assert sent.status == 201
    assert who_fetches(given, file) == {"head", "officer", "specialist"}
    given.world.register.confirm_report(
        HEAD, assignment, day=given.world.today(), report=sent.body["version"]
    )
    assert who_fetches(given, file) == {"head", "officer", "specialist", "helper"}
    facts = (event.fact for event in given.world.register.events.get(assignment))
    names = [f.name for fact in facts for f in getattr(fact, "files", ())]
    assert names == ["Báo cáo.pdf"]  # as it is kept, whatever the sender called it


def test_a_file_comes_as_a_download_that_can_do_nothing(given: People) -> None:
    data = pdf("Bao cao")
    file = upload(given, given.head, data, "Báo cáo “quý I”; x.pdf").body["file"]
    answer = given.as_(given.head).get(f"/files/{file}")
    assert answer.raw == data
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    told = answer.headers["content-disposition"]
    assert told.startswith("attachment; filename=\"tep.pdf\"; filename*=UTF-8''B%C3%A1o%20c")
    assert told.isascii()


def test_what_is_fetched_is_written_down(given: People) -> None:
    file = uploaded(given, given.officer)
    inspector = given.api.account(Role.INSPECTION)
    given.send(given.head, given.task(given.unit), files=[{"id": uploaded(given, given.head), "name": "a"}])
    assert given.as_(inspector).get(f"/files/{file}").status == 404
    given.as_(given.officer).get(f"/files/{file}")
    noted = [a for a in given.world.private.access.page() if a.what == f"/api/v1/files/{file}"]
    assert [(a.account, a.kind) for a in noted] == [(given.officer.account, AccessKind.EXPORT)]


def test_the_same_content_is_kept_once(given: People) -> None:
    before = given.world.rows("SELECT count(*) FROM private.contents")
    data = pdf("Cung mot van ban")
    ids = {upload(given, who, data).body["file"] for who in (given.head, given.officer, given.stranger)}
    assert len(ids) == 3
    assert given.world.rows("SELECT count(*) FROM private.contents") == [(before[0][0] + 1,)]


def test_a_report_carries_no_file_of_others_and_none_that_is_not_there(given: People) -> None:
    before = given.world.log.head()
    for file in (uploaded(given, given.stranger), uploaded(given, given.officer), str(uuid4())):
        answer = given.send(given.head, files=[{"id": file, "name": "Báo cáo.pdf"}])
        assert (answer.status, answer.body["field"]) == (422, "report.files")
        assert "Không có tệp “Báo cáo.pdf”" in answer.body["detail"]
    assert given.world.log.head() == before


def test_what_was_sent_may_be_sent_again_after_more_was_asked_for(given: People) -> None:
    assignment = given.task(given.unit)
    file = {"id": uploaded(given, given.head), "name": "a.pdf"}
    first = given.send(given.head, assignment, files=[file])
    given.world.register.ask_for_more(
        HEAD, assignment, day=given.world.today(), report=first.body["version"], reason="Thiếu số liệu"
    )
    other = given.api.account(Role.UNIT_HEAD, given.unit)
    assert given.send(other, assignment, files=[file]).status == 201
    assert given.send(other, given.task(given.unit), files=[file]).status == 422


@pytest.mark.parametrize("role", [Role.STANDING, Role.INSPECTION, Role.ADMINISTRATOR])
def test_who_sends_no_report_uploads_nothing(given: People, role: Role) -> None:
    assert upload(given, given.api.account(role), pdf("x")).status in (403, 404)


def test_an_upload_that_is_no_form_too_large_or_cut_off_is_refused_in_words(given: People) -> None:
    asks = given.as_(given.head)
    assert asks.send("POST", "/files", b"{}", {"content-type": "application/json"}).status == 400
    assert asks.send("POST", "/files", b"", {"content-type": "multipart/form-data; boundary=x"}).status == 400
    large = upload(given, given.head, bytes(21 * 2**20))
    assert large.status == 413
    assert "Tệp lớn hơn 20 MB" in large.body["detail"]
    assert asks.get(f"/files/{UUID(int=1)}").status == 404


def test_files_that_come_slowly_do_not_keep_others_from_coming(given: People) -> None:
    api, others = given.as_(given.head), 2 * AT_A_TIME

    async def one_among_slow_ones() -> int:
        waiting = [asyncio.create_task(send_form(api.app, None)) for _ in range(others)]
        await asyncio.sleep(0)  # each has come to its first wait
        try:
            async with asyncio.timeout(30):
                return await send_form(api.app, pdf("Bao cao", uuid4().hex))
        finally:
            for slow in waiting:
                slow.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    assert asyncio.run(one_among_slow_ones()) == 201


async def send_form(app: Any, data: bytes | None) -> int:
    """The status of the answer. ``data``: None: it begins to come and never ends."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body = head if data is None else head + data + b"\r\n--x--\r\n"
    parts = [{"type": "http.request", "body": body, "more_body": data is None}]
    came: list[Any] = []

    async def receive() -> Any:
        return parts.pop() if parts else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        came.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/files",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"content-type", b"multipart/form-data; boundary=x")],
    }
    await app(scope, receive, send)
    return int(came[0]["status"])


def test_one_signed_paper_typed_in_for_several_tasks_is_told_with_its_arrival_and_kept_once(
    alone: People,
) -> None:
    signed = {"number": "142-BC/ĐU", "day": TODAY, "issuer": "Phan Đình Tùng", "arrival": "3517"}
    given = [alone.assignment, alone.task(alone.unit), alone.task(alone.unit)]
    for assignment in given:
        file = upload(alone, alone.specialist, pdf("BAO CAO"), "142-BC.pdf").body["file"]
        files = [{"id": file, "name": "142-BC.pdf"}]
        assert alone.send(alone.specialist, assignment, paper=signed, files=files).status == 201
    [[contents]] = alone.world.rows("SELECT count(*) FROM private.contents")
    assert contents == 1
    waiting = alone.as_(alone.specialist).get("/reports/awaiting").body["items"]
    reports = [item["report"] for item in waiting]
    assert {(r["assignment"], r["typed_in"], r["paper"]["arrival"]) for r in reports} == {
        (str(assignment), True, "3517") for assignment in given
    }


@pytest.fixture
def alone(database: str) -> Iterator[People]:
    with people(database) as made:
        yield made


def test_what_was_uploaded_and_never_sent_is_thrown_away_after_a_month(alone: People) -> None:
    world, files, given = alone.world, alone.world.private.files, alone
    account = given.head.account

    def uploaded(name: str, data: bytes) -> UUID:
        return files.keep(account, name, data).id

    def clear() -> None:
        files.clear(partial(ever_sent, house(world)))

    sent, left_out, drafted, forgotten, twin = (
        uploaded(f"{name}.png", PNG + tail)
        for name, tail in (("gửi", b"1"), ("bỏ", b"2"), ("nháp", b"3"), ("quên", b"4"), ("cùng", b"1"))
    )
    given.send(given.head, files=[{"id": str(sent), "name": "gửi.png"}])
    wrong = given.send(given.head, files=[{"id": str(left_out), "name": "bỏ.png"}]).body["version"]
    world.register.leave_out(HEAD, given.assignment, targets=[wrong], reason="Nhầm")
    half = HalfReport(files=(FileRef(drafted, "nháp.png"),))
    world.private.drafts.save(given.assignment, given.unit, half, State.WRITING, author=account, seen=0)
    everything = {sent, left_out, drafted, forgotten, twin}
    world.on(TODAY + timedelta(days=29))
    given.as_(given.head)
    clear()
    assert set(files.found(everything)) == everything
    world.on(TODAY + timedelta(days=31))
    given.as_(given.head)
    clear()
    late = given.send(given.head, files=[{"id": str(forgotten), "name": "quên.png"}])
    assert (late.status, "tải tệp lên lại" in late.body["detail"]) == (422, True), "it may go any moment"
    assert set(files.found(everything)) == everything, "who began to send it the day before has it"
    world.on(TODAY + timedelta(days=32))
    assert given.send(given.head, files=[{"id": str(drafted), "name": "nháp.png"}]).status == 201
    clear()
    assert set(files.found(everything)) == everything, "the views know nothing of that report yet"
    world.on(TODAY + timedelta(days=33))
    given.as_(given.head)
    clear()
    assert set(files.found(everything)) == {sent, left_out, drafted}
    assert files.content(sent) == PNG + b"1"
    [[kept]] = world.rows("SELECT count(*) FROM private.contents")
    assert kept == 3


class Meanwhile(Pool):
    """Something happens whenever it was looked whether a content is there."""

    def __init__(self, pool: Pool, happens: Callable[[], object]) -> None:
        self.pool, self.happens = pool, happens

    @contextmanager
    def transaction(self, first: str = "", *, mode: str = "") -> Iterator[Any]:
        with self.pool.transaction(first, mode=mode) as cursor:
            yield SimpleNamespace(execute=partial(self.execute, cursor), rowcount=1)

    def execute(self, cursor: Any, sql: str, values: list[Any]) -> None:
        cursor.execute(sql, values)
        if sql.startswith("SELECT FROM private.contents"):
            self.happens()


def test_what_comes_again_while_it_is_thrown_away_is_there(alone: People) -> None:
    world, account = alone.world, alone.head.account
    pool, now = world.database.private, lambda: world.now
    world.private.files.keep(account, "quên.png", PNG)
    world.on(TODAY + timedelta(days=32))
    with ThreadPoolExecutor() as threads:
        clearing: list[Future[None]] = []

        def clear() -> None:
            clearing.append(threads.submit(Files(pool, now).clear, lambda old: set()))
            while not clearing[0].done() and world.rows("SELECT FROM pg_locks WHERE NOT granted") == []:
                pass

        again = Files(Meanwhile(pool, clear), now).keep(account, "gửi.png", PNG)
        clearing[0].result()
    assert world.private.files.content(again.id) == PNG
    assert world.rows("SELECT name FROM private.files") == [("gửi.png",)]
