"""Who did something, as the screen has it."""

from collections.abc import Mapping

from domain.event import AccountId


def doer(names: Mapping[str, str], by: AccountId, instead_of: AccountId) -> str:
    """Who did it, and in whose place: "đồng chí A (Phó Chánh Văn phòng), thay đồng chí B (Chánh Văn phòng)"."""
    return named(names, by) + (f", thay {named(names, instead_of)} theo ủy quyền" if instead_of else "")


def named(names: Mapping[str, str], account: AccountId) -> str:
    """The person of an account, with "đồng chí" and the office held; ``names``: of ``Look.names``."""
    return names.get(account, "tài khoản không còn tên")
