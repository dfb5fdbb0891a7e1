"""A file as browsers send it: multipart/form-data, one ``file``."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from api.v1.problems import Malformed, TooLarge

_ROUND_IT = 10_000
"""Bytes that the form puts round the file."""


@asynccontextmanager
async def one_file(request: Request, largest: int, too_large: str) -> AsyncIterator[tuple[str, UploadFile]]:
    """Its name and the file, once it has come; until it is read it lies on the disk.

    Raises ``TooLarge`` before more than ``largest`` bytes are taken in.
    """
    taken = 0

    async def counted() -> AsyncGenerator[bytes, None]:
        nonlocal taken
        async for part in request.stream():
            taken += len(part)
            if taken > largest + _ROUND_IT:
                raise TooLarge(too_large)
            yield part

    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Malformed("Tệp cần được gửi ở dạng multipart/form-data, mục “file”.", field="file")
    try:
        form = await MultiPartParser(request.headers, counted(), max_files=1, max_fields=1).parse()
    except (MultiPartException, KeyError, UnicodeDecodeError):
        raise Malformed("Tệp gửi lên chưa trọn vẹn. Đề nghị gửi lại.", field="file") from None
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise Malformed("Đề nghị chọn tệp.", field="file")
        yield file.filename, file
    finally:
        await form.close()
