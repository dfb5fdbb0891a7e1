"""Fields of a task that is entered or put right before it is given: words, who leads, until when."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from dashboard import forms
from dashboard.forms import API
from dashboard.markup import Content, tag
from dashboard.pages.annex_head import COMPLETIONS
from dashboard.unit_picker import Chosen, known_units, options, picker
from domain.assignment_facts import Completion, Deadline
from domain.paper import AUTHORITY_NAMES, Authority
from domain.task import LEADS_NAMES, Drafted, Leads, Task
from domain.unit import GROUP_WORDS
from domain.vietnamese import count
from projections.intakes import Choosable

_NOTHING = Deadline("", None, "blank", "none")

KINDS = (
    ("dated", "có ngày hạn"),
    ("standing", "thường xuyên"),
    ("periodic", "định kỳ"),
    ("on_event", "theo sự kiện"),
    ("none", "chưa có thời hạn"),
)


def units_and_groups(units: Iterable[Choosable]) -> Content:
    """What the pickers of the page offer; a group stands for its units of the day."""
    known = list(units)
    groups = list[Chosen]()
    for words, group in GROUP_WORDS.items():
        of = [str(unit.unit) for unit in known if unit.group is group]
        if of:
            groups.append(("|".join(of), f"{words} ({count(len(of))} đơn vị)"))
    return known_units([*((str(unit.unit), unit.name) for unit in known), *groups])


def task_fields(given: date, names: Mapping[UUID, str], task: Task | None = None) -> Content:
    """All but the basis. ``given``: the day of the basis; ``names``: of the units that ``task`` names."""
    known = task.drafted if task else None
    leads = [(str(unit), names.get(unit, "")) for unit in task.leads] if task else []
    how = str(task.how) if task and task.how else ""
    coordinating = known.coordinating if known else ()
    return [
        forms.words("text", "Nhiệm vụ", value=known.text if known else "", required=True, rows=3),
        forms.line("product", "Sản phẩm", value=known.product if known else ""),
        forms.choice(
            "completion",
            "Ngày hoàn thành tính theo",
            [(str(value), words) for value, words in COMPLETIONS],
            value=str(known.completion if known else Completion.ISSUED),
            empty=None,
        ),
        forms.choice(
            "authority",
            "Cấp giao",
            [(str(authority), name) for authority, name in AUTHORITY_NAMES.items()],
            value=str(known.authority if known else Authority.STANDING_BOARD),
            empty=None,
        ),
        _deadline(given, known),
        options(
            "choice.how",
            "Cách giao",
            [*((str(leads), name) for leads, name in LEADS_NAMES.items()), ("", "để chưa chọn đầu mối")],
            value=how,
            class_="whole named",
        ),
        tag(
            "div",
            picker(
                "choice.leads",
                "Đơn vị chủ trì",
                leads,
                hint="Khi đồng chủ trì, đơn vị đầu là đầu mối tổng hợp",
                known_only=True,
            ),
            class_="whole",
            data_when=f"choice.how={'|'.join(Leads)}",
        ),
        picker(
            "coordinating",
            "Đơn vị phối hợp",
            [(str(unit), names.get(unit, "")) for unit in coordinating],
            known_only=True,
        ),
        _unseen(known),
    ]


def _deadline(given: date, known: Drafted | None) -> Content:
    deadline = known.deadline if known else _NOTHING
    into = json.dumps({"day": "deadline.day", "kind": "deadline.kind"})
    words = forms.line(
        "deadline.words",
        "Thời hạn (nguyên văn)",
        value=deadline.words,
        hint="Ví dụ: trước ngày 15/12/2026, quý III/2026",
    )
    return tag(
        "fieldset",
        tag("legend", "Thời hạn"),
        tag(
            "div",
            words,
            tag("output", class_="reading"),
            class_="read",
            data_reads=f"{API}/readings/deadline",
            data_fixed=json.dumps({"given": given.isoformat()}),
            data_into=into,
        ),
        forms.choice("deadline.kind", "Loại", KINDS, value=deadline.kind, empty=None),
        tag(
            "div",
            forms.day("deadline.day", "Ngày hạn", value=deadline.day),
            data_when="deadline.kind=dated",
        ),
        tag("input", type="hidden", name="deadline.set_by", data_copies="authority"),
    )


def _unseen(known: Drafted | None) -> Content:
    """What came with the annex and stays as it is."""
    names = ("number", "heading", "lead_words", "coordinating_words")
    return [forms.given(name, value) for name in names if known and (value := getattr(known, name))]
