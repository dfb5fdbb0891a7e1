"""The command line and the files given to it: what cannot be taken is said in Vietnamese, and nothing is written."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.commands import import_annex, show
from api.commands.files import LARGEST
from domain.annex import encode
from domain.errors import Refused
from tests.annex_files import WORD, excel_file, with_table, word_file, zip_file
from tests.scene import Scene, scene, state
from tests.world import command

HEAD = ("--number", "12-KL/TU", "--day", "1/1/2026", "--term", "XVIII")
CHOICES = "TT\tCột\tGhi trong phụ lục\tLựa chọn\tĐơn vị\tGợi ý\n"


@pytest.fixture(scope="module")
def stage(module_database: str) -> Iterator[Scene]:
    with scene(module_database) as made:
        yield made


@contextlib.contextmanager
def nothing_written(stage: Scene) -> Iterator[None]:
    before = state(stage.world)
    yield
    assert state(stage.world) == before


def annex(*rows: tuple[str, ...]) -> bytes:
    return word_file(lambda document: with_table(document, *rows))


def letter(document: Any) -> None:
    document.add_paragraph("Kính gửi các đồng chí")


def stamped(document: Any) -> None:
    document.add_paragraph("MẬT")
    with_table(document)


FILES: list[tuple[str, str, bytes, str]] = [
    ("an empty file", "a.docx", b"", "Tệp “a.docx” không phải là tệp Word"),
    ("a page of the web", "a.xlsx", b"<html>", "không phải là tệp Word .* hoặc Excel"),
    ("a letter without a table", "a.docx", word_file(letter), "không có bảng nào"),
    ("a table without tasks", "a.docx", annex(), "Không tìm thấy bảng nhiệm vụ trong tệp"),
    (
        "a zip bomb named xlsx",
        "a.xlsx",
        zip_file({"[Content_Types].xml": bytes(30_000_000)}),
        "lớn bất thường",
    ),
    ("a hundred megabytes", "a.docx", bytes(100 * 2**20), "lớn hơn 20 MB nên chưa được đọc"),
    ("half a file", "a.docx", WORD[: len(WORD) // 2], "bị hỏng"),
    ("an old Word file", "a.doc", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512), "định dạng cũ"),
    ("a secret", "CV 31.docx", word_file(stamped), "không tiếp nhận tài liệu có độ mật. Tệp “CV 31.docx”"),
    ("a task without words", "a.docx", annex(("1", "", "Sở Lớn", "2026")), "TT 1: Đề nghị nhập tên nhiệm vụ"),
    (
        "a task without end",
        "a.docx",
        annex(("7", "ă" * 30_000, "Sở Lớn", "")),
        "TT 7: Nội dung mục “tên nhiệm vụ”",
    ),
]


@pytest.mark.parametrize(("name", "content", "says"), [c[1:] for c in FILES], ids=[c[0] for c in FILES])
def test_a_file_that_is_no_annex(stage: Scene, tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with nothing_written(stage), pytest.raises(Refused, match=says):
        command(stage.world, import_annex, str(tmp_path / name), *HEAD)


OPTIONS: list[tuple[str, dict[str, str], str]] = [
    (
        "a number that is none",
        {"--number": "nghị quyết số năm"},
        "Chưa đọc được số, ký hiệu “nghị quyết số năm”",
    ),
    ("no term", {"--term": ""}, "12-KL/TU là văn bản của Đảng, đánh số theo nhiệm kỳ; đề nghị ghi --term"),
    ("a document of tomorrow", {"--day": "11/2/2026"}, "Ngày văn bản 11/02/2026 muộn hơn hôm nay"),
    (
        "the number of another document",
        {"--number": "5-NQ/TU", "--day": "2/1/2026"},
        "05-NQ/TU đã ghi nhận cho văn bản ngày",
    ),
    ("choices that are not there", {"--choices": "/nowhere/a.tsv"}, "Không tìm thấy “a.tsv”"),
    ("choices that are a folder", {"--choices": "/"}, "Không mở được “/”"),
    ("a template in no folder", {"--template": "/nowhere/a.tsv"}, "Không tìm thấy “a.tsv”"),
]


@pytest.mark.parametrize(("options", "says"), [c[1:] for c in OPTIONS], ids=[c[0] for c in OPTIONS])
def test_a_wrong_option_of_import(stage: Scene, tmp_path: Path, options: dict[str, str], says: str) -> None:
    (tmp_path / "a.docx").write_bytes(WORD)
    given = dict(zip(HEAD[::2], HEAD[1::2], strict=True)) | options
    words = [word for option in given.items() for word in option]
    with nothing_written(stage), pytest.raises(Refused, match=says):
        command(stage.world, import_annex, str(tmp_path / "a.docx"), *words)


CHOSEN: list[tuple[str, bytes, str]] = [
    ("empty", b"", "Tệp lựa chọn không đọc được thành bảng"),
    ("a Word file", WORD, "Tệp lựa chọn không phải văn bản Unicode"),
    ("without its header", b"1\t2\t3", "Tệp lựa chọn thiếu cột “TT”"),
    ("too large", bytes(LARGEST + 1), "Tệp “choices.tsv” lớn hơn 20 MB"),
    (
        "a number that the annex lacks",
        encode(CHOICES + "9\t\t\tmột đầu mối\tSở Lớn\t"),
        "phụ lục không có TT 9",
    ),
    (
        "a way that there is not",
        encode(CHOICES + "1\t\t\tai cũng được\t\t"),
        "dòng 2, cột “Lựa chọn”: chưa rõ",
    ),
    ("a unit that there is not", encode(CHOICES + "1\t\t\tmột đầu mối\t\x00=1+1\t"), "chưa có đơn vị “=1.1”"),
    ("one of two", encode(CHOICES + "1\t\t\tmột đầu mối\tSở Lớn; Ban Mới\t"), "một đầu mối chỉ có 01 đơn vị"),
]


@pytest.mark.parametrize(("content", "says"), [c[1:] for c in CHOSEN], ids=[c[0] for c in CHOSEN])
def test_choices_that_cannot_be_followed(stage: Scene, tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "a.docx").write_bytes(WORD)
    (tmp_path / "choices.tsv").write_bytes(content)
    words = (str(tmp_path / "a.docx"), *HEAD, "--choices", str(tmp_path / "choices.tsv"))
    with nothing_written(stage), pytest.raises(Refused, match=says):
        command(stage.world, import_annex, *words)


def test_a_file_that_is_not_there_and_one_that_is_a_folder(stage: Scene, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"Không tìm thấy “không có\.docx”"):
        command(stage.world, import_annex, str(tmp_path / "không có.docx"), *HEAD)
    with pytest.raises(Refused, match=r"Không mở được “.*”\. Đề nghị kiểm tra lại đường dẫn"):
        command(stage.world, import_annex, str(tmp_path), *HEAD)
    with pytest.raises(Refused, match=r"Không mở được “a{100}…”"):
        command(stage.world, import_annex, str(tmp_path / ("a" * 300)), *HEAD)


SHOWN: list[tuple[str, Callable[[Scene], list[str]], str]] = [
    ("a task that is nonsense", lambda s: ["task", "abc"], "Đề nghị ghi mã nhiệm vụ"),
    ("no task", lambda s: ["task"], "Đề nghị ghi mã nhiệm vụ"),
    ("a unit for a task", lambda s: ["task", str(s.lead)], "Không tìm thấy nội dung"),
    ("an assignment for a task", lambda s: ["task", str(s.given["running"])], "Không tìm thấy nội dung"),
    ("page 0", lambda s: ["tasks", "--page", "0"], "Trang 0 không có; các trang từ 1 đến 1.000.000"),
    ("a page beyond all", lambda s: ["tasks", "--page", "9" * 30], "9 không có; các trang từ 1"),
    ("tasks of a unit", lambda s: ["tasks", "--unit", str(s.lead)], "chỉ dùng cho danh sách lượt giao"),
]


@pytest.mark.parametrize(("words", "says"), [c[1:] for c in SHOWN], ids=[c[0] for c in SHOWN])
def test_what_cannot_be_shown(stage: Scene, words: Callable[[Scene], list[str]], says: str) -> None:
    with pytest.raises(Refused, match=says):
        command(stage.world, show, *words(stage))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--day", "31/02/2026"], "Không có ngày 31/2/2026 trong lịch"),
        (["--day", "hôm qua"], "“hôm qua” không phải là ngày; đề nghị ghi như 30/6/2026"),
        (["--day", "9999-12-31"], "nằm ngoài khoảng sổ theo dõi (03/02/1930 đến 31/12/2099)"),
        (["--known", "1/1/0001"], "nằm ngoài khoảng sổ theo dõi"),
        (["--known", "12 giờ"], "không phải là ngày"),
    ],
)
def test_a_day_that_cannot_be(
    stage: Scene, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    with pytest.raises(SystemExit):
        command(stage.world, show, "summary", *words)
    assert says in capsys.readouterr().err


def test_a_page_beyond_the_last_is_empty_a_position_beyond_it_is_not_known(
    stage: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(stage.world, show, "tasks", "--page", "1000000", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    with pytest.raises(Refused, match="Sổ chưa ghi đến mục 999999"):
        command(stage.world, show, "tasks", "--known", "999999")


def test_text_that_looks_like_markup_is_shown_as_it_stands(
    stage: Scene, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = "Việc [/red] :smile: [link=x]"
    file = tmp_path / "a.xlsx"
    rows = (("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"), ("1", text, "Sở [b]Một[/i]", "31/02/2026"))
    file.write_bytes(excel_file(lambda sheet: [sheet.append(row) for row in rows]))
    command(stage.world, import_annex, str(file), *HEAD, "--preview")
    said = capsys.readouterr().out
    assert "Sở [b]Một[/i]" in said
    assert "“31/02/2026” không có trong lịch; đề nghị kiểm tra lại" in said
