"""Rows added: many by COPY, all of them rendered in one go."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import msgspec
import psycopg2

from projections.view import Cursor

_lines = msgspec.json.Encoder().encode_lines
_CONTROL = re.compile(rb"\\[bfnrtu]")
_ESCAPED = re.compile(rb"\\(?:u00(..)|(.))")
_CONTROLS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}


FEW = 4
"""Rows for which COPY does not pay."""


def copied(cursor: Cursor, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Adds rows to a table: all its columns in their order; texts, numbers, truths, days, ids or None."""
    if len(rows) <= FEW:
        for row in rows:
            cursor.planned(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", row)
        return
    # A line of JSON is one of CSV, but for its brackets and for the controls within texts.
    text = _lines(rows)[1:-2].replace(b"]\n[", b"\n")
    if _CONTROL.search(text):
        text = _ESCAPED.sub(_plain, text)
    try:
        cursor.copy_expert(
            f"COPY {table} FROM STDIN (FORMAT csv, ESCAPE '\\', NULL 'null')", BytesIO(text), 1 << 18
        )
    except SystemError as error:
        # So psycopg2 tells, at times, that the server was lost on the way.
        raise psycopg2.OperationalError("The server was lost during COPY") from error


def _plain(found: re.Match[bytes]) -> bytes:
    code, letter = found.groups()
    return bytes([int(code, 16)]) if code else _CONTROLS.get(letter, found[0])
