"""What the domain says no with. The message is Vietnamese, for the person at the screen."""


class Refused(Exception):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """A command that the rules of the field do not allow. ``field`` names the input it is about, if one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotFound(Refused):
    """Nothing there, or nothing that this account may see: the two give the same answer."""

    def __init__(self) -> None:
        super().__init__("Không tìm thấy nội dung, hoặc đồng chí chưa được phân quyền xem.")


class Conflict(Refused):
    """Somebody else changed the same thing meanwhile, and deciding anew did not help."""


class Stale(Refused):
    """The person decided looking at an older state than there is now."""

    def __init__(self) -> None:
        super().__init__(
            "Nội dung này vừa được cập nhật sau khi đồng chí mở trang. Đề nghị xem nội dung mới trước khi lưu; "
            "phần đồng chí nhập được giữ nguyên."
        )
