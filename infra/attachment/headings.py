"""Where a mark of secrecy may stand: the heading of a text, the top of a sheet, the first page of a PDF."""

import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl

from domain.attachment import Kind
from infra.annex.package import open_package, unpack
from infra.annex.word import heading_lines

ROWS = 20
PARAGRAPHS = 60
PATIENCE = 20
"""Seconds for a PDF, the starting of its process included."""

_PDF = Path(__file__).with_name("pdf_first_page.py")


def of_pdf(data: bytes, name: str) -> Iterable[str]:
    """What can be read of the first page; of a scanned one, or one that nobody can read, nothing."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PDF)],
            input=data,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return []
    return done.stdout.decode(errors="replace").splitlines()


def of_word(data: bytes, name: str) -> Iterable[str]:
    """Page headers, and the text up to the first true table."""
    return heading_lines(docx.Document(open_package(data, name).file()))


def of_excel(data: bytes, name: str) -> Iterable[str]:
    """Page headers, and the first rows of every sheet."""
    package = open_package(data, name)
    for part, content in package.parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part):
            yield from _page_headers(content)
    workbook = openpyxl.load_workbook(package.file(), read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(max_row=ROWS, max_col=ROWS, values_only=True):
            yield from (str(value) for value in row if value is not None)
    workbook.close()


def _page_headers(part: bytes) -> Iterable[str]:
    for _, element in ElementTree.iterparse(io.BytesIO(part)):
        tag = element.tag.rpartition("}")[2]
        if tag in ("oddHeader", "firstHeader", "evenHeader"):
            # &L &C &R part left, centre and right; the other codes set type, size and colour.
            yield from re.split(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Z]|\n', element.text or "")
        elif tag in ("c", "row"):
            element.clear()


def of_open_document(data: bytes, name: str) -> Iterable[str]:
    """Page headers, and the first paragraphs."""
    parts = unpack(data, name)
    for part in ("styles.xml", "content.xml"):
        paragraphs = (
            element
            for element in ElementTree.fromstring(parts[part]).iter()
            if element.tag.rpartition("}")[2] in ("p", "h")
        )
        yield from ("".join(p.itertext()) for p in islice(paragraphs, PARAGRAPHS))


HEADINGS: Mapping[Kind, Callable[[bytes, str], Iterable[str]]] = {
    Kind.PDF: of_pdf,
    Kind.DOCX: of_word,
    Kind.XLSX: of_excel,
    Kind.ODT: of_open_document,
}
"""(content, name) -> lines; of pictures there are none. A broken file fails with whatever goes wrong first."""
