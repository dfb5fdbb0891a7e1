"""What is to be chosen about an annex: names that the register lacks, leads, deadlines; equal cells once.

Each question is a small form, so that what was chosen is kept at once. The first that is open has the focus next.
"""

from collections.abc import Sequence

from dashboard import forms
from dashboard.components import card
from dashboard.markup import Markup, tag, text
from dashboard.pages.annex_shown import Shown
from dashboard.unit_picker import Chosen, one_unit, options, picker
from domain.annex.choices import DeadlineChoice, LeadChoice, NameIs
from domain.annex.doubt import About
from domain.annex.draft import Draft, NewName
from domain.annex.matching import Found, key
from domain.annex.questions import Question
from domain.task import LEADS_NAMES
from domain.unit import GROUP_NAMES, GROUP_WORDS
from domain.vietnamese import count
from domain.vietnamese import day as vn_day

_HEADINGS = {
    About.UNIT: ("Tên đơn vị chưa có trong danh sách", "tên"),
    About.LEAD: ("Đầu mối", "nội dung"),
    About.DEADLINE: ("Thời hạn", "nội dung"),
}
_MOST_NAMED = 8
_GROUPS = [(str(int(group)), name) for group, name in GROUP_NAMES.items()]

_KINDS = (
    ("dated", "Ngày hạn:"),
    ("standing", "Thường xuyên"),
    ("periodic", "Định kỳ"),
    ("on_event", "Theo sự kiện"),
    ("none", "Chưa có thời hạn"),
)


def asked(shown: Shown) -> list[Markup]:
    """A card for each sort of question."""
    numbered = list(enumerate(shown.seen.questions))
    return [
        _sort(shown, about, [(n, q) for n, q in numbered if q.about is about])
        for about in _HEADINGS
        if any(q.about is about for _, q in numbered)
    ]


def _sort(shown: Shown, about: About, of: Sequence[tuple[int, Question]]) -> Markup:
    heading, what = _HEADINGS[about]
    still = [(n, q) for n, q in of if q.open]
    done = [(n, q) for n, q in of if not q.open]
    bulk = _all_new(shown, [q for _, q in still]) if about is About.UNIT else None
    settled = (
        tag(
            "details",
            tag("summary", f"Đã chọn: {count(len(done))} {what}"),
            tag("ol", (_question(shown, n, q) for n, q in done), class_="questions"),
            class_="settled",
        )
        if done
        else None
    )
    return card(
        heading,
        bulk,
        tag("ol", (_question(shown, n, q) for n, q in still), class_="questions") if still else None,
        settled,
        note=f"Còn {count(len(still))} {what} cần chọn" if still else "Đã chọn đủ",
        class_="annex-asked",
    )


def _question(shown: Shown, n: int, question: Question) -> Markup:
    match question.about:
        case About.UNIT:
            made, form = _name(shown, question)
        case About.LEAD:
            made, form = _lead(shown, question)
        case _:
            made, form = _deadline(shown, question)
    body = (
        tag("details", tag("summary", made, tag("small", "chọn lại")), form, class_="act") if made else form
    )
    return tag(
        "li",
        tag("h3", f"“{question.words}”" if question.words else "(để trống)"),
        tag("p", _rows(question), " ", _why(question), " ", question.proposal, class_="note"),
        body,
        id=f"q-{n}",
        data_question="open" if question.open else "settled",
    )


def _why(question: Question) -> str:
    """Without the words themselves: they are the heading."""
    return question.why.removeprefix(f"“{question.words}”: ")


def _rows(question: Question) -> str:
    refs = question.refs
    named = ", ".join(refs[:_MOST_NAMED]) + (", …" if len(refs) > _MOST_NAMED else "")
    return f"{count(len(refs))} nhiệm vụ (TT {named})."


def _apply(question: Question) -> str:
    n = len(question.refs)
    return f"Áp dụng cho {count(n)} dòng giống nhau" if n > 1 else "Áp dụng"


def _name(shown: Shown, question: Question) -> tuple[str, Markup]:
    new = question.name
    assert new is not None
    made = next((c for c in shown.intake.choices.names if key(c.name) == key(new.name)), None)
    called = shown.seen.register.names
    value = {NameIs.UNIT: "use", NameIs.NEW: "new", NameIs.LEFT: "leave"}.get(made.is_, "") if made else ""
    unit = new.proposals[0].name if new.proposals else ""
    if made and made.is_ is NameIs.UNIT:
        id_ = shown.seen.register.by_id(made.unit)
        unit = called[id_] if id_ else made.unit
    group = made.group if made and made.group else None
    form = forms.form(
        f"/annexes/{shown.id}/names",
        forms.given("name", new.name),
        options(
            "decided",
            "Là đơn vị nào",
            (
                (
                    "use",
                    text(["Đơn vị đã có ", tag("small", _likely(new))]) if new.proposals else "Đơn vị đã có",
                ),
                ("new", "Lập mới"),
                ("leave", "Để trống"),
            ),
            value=value,
            class_="whole",
        ),
        one_unit("unit", "Đơn vị", unit, class_="for-use"),
        forms.choice("group", "Nhóm", _GROUPS, value=str(int(group)) if group else "", type_="number"),
        forms.line("called", "Tên đầy đủ", value=made.unit if made and made.is_ is NameIs.NEW else new.name),
        submit="Chọn",
        quiet=True,
    )
    words = ""
    if made:
        words = {NameIs.UNIT: f"là {unit}", NameIs.LEFT: "để trống"}.get(made.is_, f"lập mới “{made.unit}”")
    return words, tag("div", form, class_="of-name")


def _likely(new: NewName) -> str:
    return "giống: " + "; ".join(f"{p.name} ({p.likeness:.0%})" for p in new.proposals)


def _all_new(shown: Shown, still: Sequence[Question]) -> Markup | None:
    whole = [q for q in still if q.name and q.name.found is Found.UNKNOWN]
    if len(whole) < 2:
        return None
    return forms.act(
        f"Lập mới {count(len(whole))} tên đủ rõ, không giống đơn vị nào",
        forms.form(
            f"/annexes/{shown.id}/new-names",
            forms.choice("group", "Vào nhóm", _GROUPS, type_="number"),
            submit=f"Lập mới {count(len(whole))} đơn vị",
            quiet=True,
        ),
    )


def _lead(shown: Shown, question: Question) -> tuple[str, Markup]:
    refs = question.refs
    made = [c for c in shown.intake.choices.leads if c.ref in refs]
    words = ""
    if not question.open:
        words = _how(shown, made[0]) if len({(c.how, c.units) for c in made}) == 1 else "chọn riêng từng dòng"
    return words, leads_form(shown, refs, question.drafts[0], _apply(question))


def leads_form(shown: Shown, refs: Sequence[str], draft: Draft, submit: str) -> Markup:
    """Who leads these tasks, and how; nothing is chosen beforehand, the names of the cell are there to take out."""
    made = next((c for c in shown.intake.choices.leads if c.ref == refs[0]), None)
    units = [_sent(shown, unit) for unit in made.units] if made and made.units else _of_cell(shown, draft)
    how = "" if made is None else str(made.how) if made.how else "later"
    return forms.form(
        f"/annexes/{shown.id}/leads",
        (forms.given(f"refs.{n}", ref) for n, ref in enumerate(refs)),
        options(
            "how",
            "Cách giao",
            [*((str(leads), name) for leads, name in LEADS_NAMES.items()), ("later", "để chưa chọn")],
            value=how,
            class_="whole",
        ),
        picker("units", "Đơn vị, nhóm", units, hint="Khi đồng chủ trì, đơn vị đầu là đầu mối tổng hợp"),
        submit=submit,
        quiet=True,
    )


def _how(shown: Shown, made: LeadChoice) -> str:
    if made.how is None:
        return "để chưa chọn đầu mối"
    return f"{LEADS_NAMES[made.how]}: {'; '.join(_sent(shown, unit)[1] for unit in made.units)}"


def _sent(shown: Shown, unit: str) -> Chosen:
    id_ = shown.seen.register.by_id(unit)
    return unit, shown.seen.register.names[id_] if id_ else _with_members(shown, unit)


def _of_cell(shown: Shown, draft: Draft) -> list[Chosen]:
    """The names in the cell but those left out; one not known yet is refused until it is."""
    left = {key(c.name) for c in shown.intake.choices.names if c.is_ is NameIs.LEFT}
    chosen = list[Chosen]()
    for match in draft.leads:
        if match.unit_id:
            chosen.append((str(match.unit_id), match.name))
        elif match.found is Found.GROUP:
            if match.name in GROUP_WORDS:
                chosen.append((match.name, _with_members(shown, match.name)))
        elif key(match.name) not in left:
            chosen.append((match.name, match.name))
    return chosen


def _with_members(shown: Shown, name: str) -> str:
    group = GROUP_WORDS.get(name)
    return f"{name} ({count(shown.members[group])} đơn vị)" if group else name


def _deadline(shown: Shown, question: Question) -> tuple[str, Markup]:
    draft, refs = question.drafts[0], question.refs
    made = [c for c in shown.intake.choices.deadlines if c.ref in refs]
    words = ""
    if made and not question.open:
        alike = len({(c.kind, c.day) for c in made}) == 1
        words = _due(made[0], _as_read(draft)) if alike else "chọn riêng từng dòng"
    return words, deadline_form(shown, refs, draft, _apply(question))


def deadline_form(shown: Shown, refs: Sequence[str], draft: Draft, submit: str) -> Markup:
    """What the deadline of these tasks is: as it was read, a day, or what sort of task has none."""
    made = next((c for c in shown.intake.choices.deadlines if c.ref in refs), None)
    value = "" if made is None else "as_read" if made.kind is None else str(made.kind)
    form = forms.form(
        f"/annexes/{shown.id}/deadlines",
        (forms.given(f"refs.{n}", ref) for n, ref in enumerate(refs)),
        options("kind", "Thời hạn là", [("as_read", _as_read(draft)), *_KINDS], value=value, class_="whole"),
        forms.day("day", "Ngày hạn", value=made.day if made else None),
        submit=submit,
        quiet=True,
    )
    return tag("div", form, class_="of-deadline")


def _as_read(draft: Draft) -> str:
    read = draft.deadline.day
    return f"Đúng như đã hiểu: {vn_day(read)}" if read else "Đúng như đã hiểu: không có ngày hạn"


def _due(made: DeadlineChoice, as_read: str) -> str:
    if made.kind is None:
        return as_read[0].lower() + as_read[1:]
    return vn_day(made.day) if made.day else dict(_KINDS)[str(made.kind)].lower()
