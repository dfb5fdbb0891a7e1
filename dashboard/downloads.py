"""The files that pages offer to take along: their names, whose right each takes, and the links to them.

The address of a file has the query of the page that offers it, so that it holds the same rows at the same moment.
"""

import msgspec

from dashboard.address import COUNTED_NAMES, Asked
from dashboard.components import opening
from dashboard.look import Look
from dashboard.markup import Markup, tag
from domain.permissions import DONE, SEEN, Right, Touch

FILES = "/tep/"
LISTED, BY_UNIT, BY_DOCUMENT, BY_MONTH = "danh-sach.xlsx", "don-vi.xlsx", "van-ban.xlsx", "thoi-han.xlsx"
AWAITING, WEEKLY, TASK_LIST = "cho-xac-nhan.xlsx", "bieu-theo-doi-tuan.docx", "danh-muc-nhiem-vu.docx"
UNIT_REGISTER, DOCUMENT_REGISTER, DRAFTED = "so-don-vi.xlsx", "so-van-ban.xlsx", "du-kien.xlsx"
TO_REVIEW, DESK, COORDINATED = "viec-can-ra-soat.xlsx", "viec-cua-don-vi.xlsx", "viec-phoi-hop.xlsx"
ACCOUNT_LIST, ACCESS_LOG = "tai-khoan.xlsx", "nhat-ky.xlsx"
LATE_BOOK, COURSE_BOOK = "ghi-nhan-muon.xlsx", "dien-bien.xlsx"


class Download(msgspec.Struct, frozen=True):
    """A file: what its link says (``{counted}``: tasks or assignments), and the right that it takes."""

    words: str
    right: Right = Right.SEE_TASKS
    whole: bool = False
    """It names all units: only for those who see all."""

    @property
    def title(self) -> str:
        """What it is, without being offered: "Sổ văn bản"."""
        return opening(self.words.removeprefix("Tải Excel ").replace(" {counted}", ""))

    def open_to(self, look: Look) -> bool:
        """Whether the viewer may take it along."""
        may = look.viewer.may
        whole = not self.whole or may(Right.SEE_TASKS, SEEN, Touch.NONE)
        its = may(self.right, SEEN, Touch.OWN, closed=look.asked.closing is not None)
        return whole and its and may(Right.EXPORT, DONE, Touch.OWN)


DOWNLOADS = {
    LISTED: Download("Tải Excel danh sách {counted}"),
    BY_UNIT: Download("Tải Excel theo đơn vị", Right.COMPARE_UNITS, whole=True),
    BY_DOCUMENT: Download("Tải Excel số liệu theo văn bản"),
    BY_MONTH: Download("Tải Excel theo tháng đến hạn"),
    AWAITING: Download("Tải Excel báo cáo chờ xác nhận", Right.CONFIRM_REPORT, whole=True),
    TO_REVIEW: Download("Tải Excel việc cần rà soát", Right.CONFIRM_REPORT, whole=True),
    DESK: Download("Tải Excel việc chưa xong", Right.WRITE_REPORT),
    COORDINATED: Download("Tải Excel việc phối hợp", Right.WRITE_REPORT),
    UNIT_REGISTER: Download("Tải Excel sổ đơn vị", Right.UNITS),
    DOCUMENT_REGISTER: Download("Tải Excel sổ văn bản", Right.SEE_DOCUMENTS),
    DRAFTED: Download("Tải Excel dự kiến giao", Right.ISSUE_TASK),
    ACCOUNT_LIST: Download("Tải Excel danh sách tài khoản", Right.ACCOUNTS),
    ACCESS_LOG: Download("Tải Excel nhật ký", Right.ACCESS_LOG),
    LATE_BOOK: Download("Tải Excel ghi nhận muộn"),
    COURSE_BOOK: Download("Tải Excel diễn biến"),
    WEEKLY: Download("Biểu theo dõi tuần (.docx)", Right.COMPARE_UNITS, whole=True),
    TASK_LIST: Download("Danh mục nhiệm vụ (.docx)"),
}


def downloads(look: Look, *names: str, asked: Asked | None = None) -> Markup | None:
    """Links to the files that the viewer may take along from this page; None if there is none for him."""
    at = asked or look.asked
    counted = COUNTED_NAMES[at.counted]
    offered = [
        (name, DOWNLOADS[name].words.format(counted=counted))
        for name in names
        if DOWNLOADS[name].open_to(look)
    ]
    if not offered:
        return None
    links = (tag("a", words, href=at.at(FILES + name), download=True) for name, words in offered)
    return tag("p", links, class_="exports")
