"""State secrets do not belong in a networked system: what bears a mark of secrecy is not let in."""

import re
from collections.abc import Iterable

from domain.errors import Refused
from domain.vietnamese import nfc

# Also as stamped with wide letters ("M Ậ T"), with its label, and with the number of the copy.
_MARK = re.compile(r"(ĐỘMẬT)?(TUYỆT|TỐI)?MẬT(BẢNSỐ\d*)?")

# In a name there are no lines: a degree, or the word in capitals unless another belongs to it ("BÍ MẬT", "BẢO MẬT").
_IN_NAME = re.compile(r"(?i:\b(tuyệt|tối) mật\b)|(?<!\bBÍ )(?<!\bBẢO )\bMẬT\b")


def refuse_secret(heading: Iterable[str], name: str) -> None:
    """Refuses the file ``name`` if a line of its heading is a mark of secrecy and nothing else.

    Within a sentence the words are no mark ("quy định về bí mật nhà nước"). Source: Luật Bảo vệ bí mật nhà
    nước 117/2025/QH15, three degrees: tuyệt mật, tối mật, mật.
    """
    for line in (line for text in heading for line in text.splitlines()):
        if _MARK.fullmatch(re.sub(r"[\W_]", "", nfc(line).upper())):
            raise Refused(
                "Hệ thống không tiếp nhận tài liệu có độ mật. "
                f"Tệp “{name}” có dấu chỉ độ mật ở phần đầu nên chưa được lưu.",
                field="file",
            )


def refuse_secret_name(name: str) -> None:
    """Refuses the file ``name`` if its name bears a mark of secrecy: "CV 31 (MẬT).pdf", "KH tối mật.docx"."""
    words = " ".join(re.sub(r"[\W_]+", " ", nfc(name)).split())
    if _IN_NAME.search(words):
        raise Refused(
            "Hệ thống không tiếp nhận tài liệu có độ mật. "
            f"Tệp “{name}” có dấu chỉ độ mật ở tên tệp nên chưa được lưu.",
            field="file",
        )
    refuse_secret([re.sub(r"\.\w+$", "", name)], name)
