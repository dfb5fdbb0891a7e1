"""Files that a person names on the command line: what cannot be read or written is said, not thrown."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import Refused
from domain.vietnamese import nfc

LARGEST = 20 * 2**20
"""Bytes; what people fill in by hand is far smaller."""
LONGEST_NAME = 100


@contextmanager
def named(file: Path, field: str) -> Iterator[str]:
    """The name of ``file`` for messages; in the block, what the system says no to is refused by that name."""
    name = nfc(file.name or str(file), one_line=True)
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME]}…"
    try:
        yield name
    except FileNotFoundError:
        raise Refused(f"Không tìm thấy “{name}”. Đề nghị kiểm tra lại đường dẫn.", field=field) from None
    except OSError:
        raise Refused(
            f"Không mở được “{name}”. Đề nghị kiểm tra lại đường dẫn và quyền đọc, ghi.", field=field
        ) from None


def read(file: Path, field: str) -> bytes:
    """The content of a file of at most ``LARGEST``."""
    with named(file, field) as name, file.open("rb") as opened:
        content = opened.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Refused(f"Tệp “{name}” lớn hơn {LARGEST // 2**20} MB nên chưa được đọc.", field=field)
        return content
