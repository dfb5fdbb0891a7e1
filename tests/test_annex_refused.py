"""Files that are not let in: hostile ones, secret ones, and what is no annex."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import Refused
from infra.annex import excel, package, read_annex
from tests.annex_files import (
    BODY,
    EXCEL,
    HEADER,
    SHEET,
    TYPES,
    WORD,
    changed,
    excel_file,
    refusal,
    with_table,
    word_file,
    zip_file,
)

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
BOMB = {TYPES: b"x", SHEET: bytes(30_000_000)}


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", b"", "không phải là tệp Word (.docx) hoặc Excel (.xlsx)"),
        ("a.xlsx", b"TT;Nhiem vu\n1;abc", "không phải là tệp Word"),
        ("a.docx", b"%PDF-1.7", "không phải là tệp Word"),
        ("a.docx", b"PK\x03\x04 rubbish", "bị hỏng"),
        (
            "a.docx",
            zip_file({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "không phải là tệp Word",
        ),
        ("cũ.doc", OLE, "định dạng cũ (.doc, .xls)"),
        ("cũ.docx", OLE, "định dạng cũ (.doc, .xls)"),
        ("cũ.xls", b"anything", "định dạng cũ"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "đặt mật khẩu"),
        ("a.docm", WORD, "chứa macro"),
        (
            "a.docx",
            changed(WORD, TYPES, lambda part: part.replace(b"document.main", b"macroEnabled.main")),
            "macro",
        ),
        ("a.docx", changed(WORD, "word/vbaProject.bin", lambda _: b"code"), "chứa macro"),
        ("a.docx", word_file(lambda document: document.add_paragraph("Không có bảng")), "không có bảng nào"),
        ("a.xlsx", excel_file(lambda sheet: None), "không có bảng nào"),
        ("a.docx", bytes(21 * 2**20), "lớn hơn 20 MB"),
        ("bom.xlsx", zip_file(BOMB), "giải nén ra lớn bất thường"),
        ("a.docx", changed(WORD, BODY, lambda part: part[:-20]), "bị hỏng"),
        ("a.docx", changed(WORD, BODY, lambda part: part.replace(b"w:body", b"w:other")), "bị hỏng"),
    ],
)
def test_what_is_no_annex_is_refused_with_the_reason_and_the_remedy(
    name: str, data: bytes, says: str
) -> None:
    message = refusal(data, name)
    assert message.startswith(f"Tệp “{name}”")
    assert says in message
    assert "Đề nghị" in message


def test_a_file_of_100_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    file = tmp_path / "to.docx"
    with file.open("wb") as out:
        out.truncate(100 * 2**20)
    tracemalloc.start()
    assert "lớn hơn 20 MB" in refusal(file)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert "Không tìm thấy tệp “a.docx”" in refusal(tmp_path / "a.docx", "a.docx")


def test_a_bomb_whose_headers_lie_about_its_size_is_never_unpacked() -> None:
    """``ZipFile.read`` would unpack all of it before it cuts."""
    body = bytes(50_000_000)
    honest = zip_file({"big.xml": body, TYPES: b"x"})
    lie = struct.pack("<L", zlib.crc32(body[:1000])), struct.pack("<L", 1000)
    truth = struct.pack("<L", zlib.crc32(body)), struct.pack("<L", len(body))
    assert honest.count(truth[0]) == honest.count(truth[1]) == 2
    lying = honest.replace(truth[0], lie[0]).replace(truth[1], lie[1])
    del body
    tracemalloc.start()
    refusal(lying, "bom.xlsx")
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("file", "part"), [(WORD, BODY), (EXCEL, SHEET), (EXCEL, "docProps/more.bin")])
def test_entities_are_refused_before_a_library_sees_them(file: bytes, part: str, encoding: str) -> None:
    def declare(content: bytes) -> bytes:
        body = content.partition(b"?>")[2] or b"<x/>"
        head = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
        return (head + ENTITIES + body).decode().encode(encoding)

    assert "(DOCTYPE)" in refusal(changed(file, part, declare))


def test_what_no_library_parses_need_not_be_well_formed() -> None:
    """Excel's own drawings (.vml) are not."""
    assert read_annex(changed(EXCEL, "xl/drawings/vmlDrawing1.vml", lambda _: b"<xml><br></xml>"), "a.xlsx")


def test_passwords_doubled_names_and_unknown_methods_in_the_zip_are_refused() -> None:
    marked = bytearray(WORD)
    for at in (WORD.index(b"PK\x03\x04") + 6, WORD.index(b"PK\x01\x02") + 8):
        marked[at] |= 1
    assert "đặt mật khẩu" in refusal(bytes(marked))
    doubled = io.BytesIO(WORD)
    with zipfile.ZipFile(doubled, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(BODY, "<other/>")
    assert "bị hỏng" in refusal(doubled.getvalue())
    strange = io.BytesIO()
    with zipfile.ZipFile(strange, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(TYPES, "x")
    assert "bị hỏng" in refusal(strange.getvalue())


@pytest.mark.parametrize(
    ("module", "limit", "file", "says"),
    [
        (package, "MAX_PARTS", WORD, "giải nén ra lớn bất thường"),
        (package, "MAX_UNPACKED", WORD, "giải nén ra lớn bất thường"),
        (package, "MAX_ELEMENTS", WORD, "quá nhiều ô hoặc định dạng"),
        (
            excel,
            "MAX_MERGED_CELLS",
            excel_file(lambda s: (s.append(HEADER), s.merge_cells("A1:D1"))),
            "quá nhiều ô gộp",
        ),
    ],
)
def test_limits_hold(
    module: Any, limit: str, file: bytes, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_annex(file, "a.docx")
    monkeypatch.setattr(module, limit, 3)
    assert says in refusal(file)


def layout_table(document: Any) -> None:
    document.add_table(1, 3).cell(0, 0).text = "TỈNH ỦY\nTUYỆT MẬT"
    with_table(document)


def in_page_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "M Ậ T"
    with_table(document)


def in_text_box(document: Any) -> None:
    mark = "<w:p><w:r><w:t>[TỐI MẬT]</w:t></w:r></w:p>"
    box = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent>{mark}</w:txbxContent></w:pict></w:r>"
    document.add_paragraph("Số 12-KL/TU")._p.append(parse_xml(box))
    with_table(document)


def on_the_sheet(sheet: Any) -> None:
    sheet["B1"] = "Tỉnh ủy\nĐộ mật: Mật"
    sheet.append(HEADER)


def in_header_of_the_sheet(sheet: Any) -> None:
    sheet.append(HEADER)
    sheet.oddHeader.right.text = "MẬT"
    sheet.oddHeader.right.font = "Times New Roman,Bold"


@pytest.mark.parametrize(
    "data",
    [
        *map(word_file, (layout_table, in_page_header, in_text_box)),
        *map(excel_file, (on_the_sheet, in_header_of_the_sheet)),
    ],
)
def test_a_heading_with_a_mark_of_secrecy_is_refused(data: bytes) -> None:
    assert refusal(data, "CV 31.docx") == (
        "Hệ thống không tiếp nhận tài liệu có độ mật. "
        "Tệp “CV 31.docx” có dấu chỉ độ mật ở phần đầu nên chưa được lưu."
    )


def test_the_words_of_secrecy_within_a_sentence_or_a_task_are_no_mark() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Danh mục nhiệm vụ bảo vệ bí mật nhà nước, cơ chế mật")
        with_table(document, ("1", "Mật", "Sở Nội vụ", "2026"))

    assert len(read_annex(word_file(build), "a.docx")) == 1


@settings(deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda rest: b"PK\x03\x04" + rest))
def test_arbitrary_bytes_are_refused(data: bytes) -> None:
    refusal(data)


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, about what it leaves out
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([(WORD, BODY), (WORD, TYPES), (EXCEL, SHEET), (EXCEL, "xl/workbook.xml")]),
    st.integers(0, 2**16),
    st.integers(0, 40),
    st.binary(max_size=4),
)
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(
    target: tuple[bytes, str], at: int, cut: int, put: bytes
) -> None:
    def spoil(content: bytes) -> bytes:
        place = at % len(content)
        return content[:place] + put + content[place + cut :]

    file, part = target
    try:
        assert read_annex(changed(file, part, spoil), "a.docx")
    except Refused as refused:
        assert refused.field == "file"
