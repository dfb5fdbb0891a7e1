"""The command line speaks Vietnamese: argparse's own words, which it looks up by ``gettext``."""

import argparse

_WORDS = {
    "usage: ": "cách dùng: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "show this help message and exit": "xem hướng dẫn này",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "còn thiếu: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có lựa chọn %(value)r; các lựa chọn: %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "không có lựa chọn %(value)r, có phải là %(suggestion)r? Các lựa chọn: %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có lệnh %(parser_name)r; các lệnh: %(choices)s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "expected one argument": "cần một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s có thể là %(matches)s; đề nghị ghi rõ",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "one of the arguments %s is required": "cần một trong các tham số: %s",
}


def speak_vietnamese() -> None:
    """From now on argparse asks here for its words; what is not listed stays as it is."""
    argparse._ = lambda words: _WORDS.get(words, words)  # type: ignore[attr-defined]
    argparse.ngettext = lambda one, many, n: _WORDS.get(one, one) if n == 1 else many  # type: ignore[attr-defined]
