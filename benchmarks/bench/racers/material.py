"""What the writers of a race append: the same for each. Standard library only: peers run it in their environment."""

from collections.abc import Iterator
from uuid import UUID, uuid4

TOPIC = "assignment.report_sent"
LIFE = 5
"""Events of a stream: about as many as an assignment has."""

Row = tuple[UUID, int, str, str]
"""Stream, version, topic, state."""

STATE = (
    '{"by":"0190b6a3-7c1e-7d3a-9a53-5b6f1f0c2d11","day":"2026-06-30","as_of":"2026-06-28","content":"Báo cáo kết '
    "quả thực hiện nhiệm vụ: đã hoàn thành dự thảo, đang lấy ý kiến các sở, ngành, địa phương; dự kiến trình "
    'Ban Thường vụ trong tháng 7/2026.","percent":60,"claim":false,"files":[]}'
)


def rows() -> Iterator[Row]:
    """Without end: one stream after the other, each from version 1."""
    while True:
        stream = uuid4()
        for version in range(1, LIFE + 1):
            yield stream, version, TOPIC, STATE
