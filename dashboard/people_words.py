"""Who did something, as the screen has it."""

from collections.abc import Mapping

from domain.event import AccountId


def named(names: Mapping[str, str], account: AccountId) -> str:
    """The person of an account, with "đồng chí" and the office held; ``names``: of ``Look.names``."""
    return names.get(account, "tài khoản không còn tên")
