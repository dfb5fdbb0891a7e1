"""Small files as units send them: what Word, Excel, LibreOffice and scanners make; and their sending."""

import io
import zipfile
from collections.abc import Callable
from uuid import uuid4

import docx
import openpyxl
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from domain.access import Viewer
from tests.asking import Answer
from tests.unit_people import People


def pdf(*lines: str) -> bytes:
    """One page with these lines, its letters as in the files of Word: by a table of the font's own."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    letters = sorted(set("".join(lines)))
    table = "".join(f"<{n:02x}> <{ord(letter):04x}>\n" for n, letter in enumerate(letters, 1))
    codes = stream(f"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar\n{table}endbfchar")
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    named[NameObject("/ToUnicode")] = writer._add_object(codes)
    fonts = DictionaryObject({NameObject("/F1"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    drawn = (
        f"BT /F1 12 Tf 60 {800 - 20 * n} Td <{''.join(f'{letters.index(c) + 1:02x}' for c in line)}> Tj ET"
        for n, line in enumerate(lines)
    )
    page[NameObject("/Contents")] = writer._add_object(stream("\n".join(drawn)))
    return written(writer.write)


def stream(text: str) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(text.encode())
    return made


def written(write: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return written(document.save)


def excel(*cells: str) -> bytes:
    workbook = openpyxl.Workbook()
    for cell in cells:
        workbook.active.append([cell])
    return written(workbook.save)


def odt(*paragraphs: str) -> bytes:
    text = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)

    def write(out: io.BytesIO) -> None:
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr("content.xml", f"<office {text}>{body}</office>")
            archive.writestr("styles.xml", "<styles/>")

    return written(write)


JPEG = b"\xff\xd8\xff\xe0 whatever"
PNG = b"\x89PNG\r\n\x1a\n whatever"


def upload(given: People, who: Viewer, data: bytes, name: str = "Báo cáo.pdf") -> Answer:
    border = "x" * 20
    head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{border}--\r\n".encode()
    headers = {"content-type": f"multipart/form-data; boundary={border}"}
    return given.as_(who).send("POST", "/files", body, headers)


def uploaded(given: People, who: Viewer) -> str:
    answer = upload(given, who, pdf("Bao cao", uuid4().hex))
    assert answer.status == 201
    return str(answer.body["file"])
