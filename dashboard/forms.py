"""Forms: a command of the API as a form, field by field. What is typed is sent as JSON by assets/forms.js.

The name of a field is its path in the body: ``report.results``. An empty field is left out. The server's refusal
is shown beside the field it names; what was typed stays.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from urllib.parse import parse_qsl
from uuid import UUID

from dashboard.address import Asked
from dashboard.components import opening
from dashboard.markup import Content, Markup, tag, text
from domain.paper import FileRef

API = "/api/v1"


Pressed = tuple[str, str | int]
"""Name and value that a button sends if it is the one that was pressed."""


def button(words: str, command: str, *, then: str = "", pressed: Pressed | None = None) -> Markup:
    """Another button of a form, that sends the same content to another command; see ``form``."""
    return _button(words, "quiet", pressed, data_api=f"{API}{command}", data_then=then)


def form(
    command: str,
    *fields: Content,
    submit: str,
    method: str = "POST",
    version: int | None = None,
    then: str | None = None,
    keep: str | None = None,
    quiet: bool = False,
    pressed: Pressed | None = None,
    beside: Content = None,
) -> Markup:
    """A form for ``command``, a path under the API.

    ``version``: of the aggregate on the screen, sent as If-Match. ``then``: where to go when it is done, with ids of
    the answer in braces (``/nhiem-vu/{task}``); None: the page is shown anew. ``keep``: what was typed is kept on
    this machine under that name until it is sent. ``quiet``: a lesser button. ``pressed``: of the button ``submit``;
    ``beside``: other buttons, see ``button``.
    """
    return tag(
        "form",
        fields,
        tag("p", class_="refused", role="alert", hidden=True),
        tag("p", _button(submit, "quiet" if quiet else "main", pressed), beside, class_="submit"),
        data_api=f"{API}{command}",
        data_method=method,
        data_version=str(version) if version is not None else None,
        data_then=then,
        data_keep=keep,
        novalidate=True,
    )


def asking(path: str, *fields: Content, submit: str, asked: Asked) -> Markup:
    """A form whose answers become the address of a page, by assets/asking.js; ``asked``: what goes along unseen.

    Several values of one name stand there with commas between.
    """
    along = parse_qsl(asked.at("").removeprefix("?"))
    return tag(
        "form",
        (given(name, value) for name, value in along),
        fields,
        tag("p", tag("button", submit, type="submit", class_="main"), class_="submit"),
        action=path,
        method="get",
        class_="asking",
    )


def _button(words: str, class_: str, pressed: Pressed | None, **more: str) -> Markup:
    name, value = pressed or (None, None)
    of = "number" if isinstance(value, int) else None
    return tag("button", words, type="submit", class_=class_, name=name, value=value, data_type=of, **more)


def _field(name: str, label: str, control: Markup, hint: str, class_: str = "") -> Markup:
    words, said = tag("span", label), tag("small", opening(hint)) if hint else None
    return tag("label", words, control, said, class_=f"field {class_}".strip(), data_field=name)


def line(name: str, label: str, *, value: str = "", hint: str = "", required: bool = False) -> Markup:
    """One line of text."""
    return _field(
        name,
        label,
        tag("input", type="text", **_common(name, required), value=value or None, autocomplete="off"),
        hint,
    )


def words(
    name: str, label: str, *, value: str = "", rows: int = 4, hint: str = "", required: bool = False
) -> Markup:
    """Text of several lines."""
    return _field(name, label, tag("textarea", value, rows=rows, **_common(name, required)), hint, "long")


def day(
    name: str, label: str, *, value: date | None = None, hint: str = "", required: bool = False
) -> Markup:
    """A day."""
    return _field(
        name,
        label,
        tag("input", type="date", **_common(name, required), value=value.isoformat() if value else None),
        hint,
    )


def number(
    name: str, label: str, *, value: int | None = None, hint: str = "", required: bool = False
) -> Markup:
    """A whole number."""
    shown = str(value) if value is not None else None
    control = tag(
        "input", type="text", inputmode="numeric", data_type="number", **_common(name, required), value=shown
    )
    return _field(name, label, control, hint)


def tick(name: str, label: str, *, value: bool = False, hint: str = "") -> Markup:
    """Yes or no."""
    control = tag("input", type="checkbox", **_common(name, False), checked=value)
    return _field(name, label, control, hint, "tick")


def choice(
    name: str,
    label: str,
    options: Iterable[tuple[str, str]],
    *,
    value: str = "",
    empty: str | None = "– chọn –",
    hint: str = "",
    required: bool = False,
    type_: str | None = None,
) -> Markup:
    """One of ``options``: (value, words); ``type_``: number where the value is one, numbers for any of them."""
    many = type_ == "numbers"
    first = [tag("option", empty, value="")] if empty is not None else []
    control = tag(
        "select",
        first,
        (tag("option", shown, value=known, selected=known == value) for known, shown in options),
        data_type=type_,
        multiple=many,
        size=6 if many else None,
        **_common(name, required),
    )
    return _field(name, label, control, hint, "long" if many else "")


def units(
    name: str,
    label: str,
    groups: Sequence[tuple[str, Sequence[tuple[UUID, str]]]],
    *,
    value: UUID | None = None,
    chosen: Collection[UUID] = (),
    many: bool = False,
    empty: str = "– chọn đơn vị –",
    hint: str = "",
    required: bool = False,
) -> Markup:
    """A unit, or ``many``, some ``chosen``; ``groups``: (name of the group, its units in protocol order)."""
    control = tag(
        "select",
        None if many else tag("option", empty, value=""),
        (
            tag(
                "optgroup",
                (
                    tag("option", shown, value=str(unit), selected=unit == value or unit in chosen)
                    for unit, shown in of
                ),
                label=group,
            )
            for group, of in groups
        ),
        multiple=many,
        size=8 if many else None,
        data_type="list" if many else None,
        **_common(name, required),
    )
    return _field(name, label, control, hint, "long" if many else "")


def files(name: str, label: str, *, kept: Iterable[FileRef] = (), hint: str = "") -> Markup:
    """Files, sent as they are chosen by assets/files.js; the form carries their ids and names.

    ``kept``: from before.
    """
    chooser = tag("input", type="file", multiple=True, data_files=name, **_common(name, False))
    control = text([chooser, tag("span", "Chọn tệp", class_="button pick", aria_hidden="true")])
    before = (_kept(f"{name}.{n}", name, file) for n, file in enumerate(kept))
    return tag(
        "div", _field(name, label, control, hint), tag("ul", before, class_="files"), class_="upload whole"
    )


def _kept(path: str, field: str, file: FileRef) -> Markup:
    carried = (
        tag("input", type="hidden", name=f"{path}.{part}", value=value, data_of=field)
        for part, value in (("id", str(file.id)), ("name", file.name))
    )
    link = tag("a", file.name, href=f"{API}/files/{file.id}", target="_self", download=True)
    drop = tag("button", "Bỏ", type="button", data_drop=True, aria_label=f"Bỏ tệp {file.name}")
    return tag("li", link, " ", drop, carried)


def given(name: str, value: object, *, type_: str | None = None) -> Markup:
    """What the form sends without asking; ``type_``: number, bool or json where it is no text."""
    return tag("input", type="hidden", name=name, value=str(value), data_type=type_)


def paper(prefix: str, label: str, *, required: bool = False) -> Markup:
    """A document cited: its number and its day."""
    return tag(
        "fieldset",
        tag("legend", label),
        line(f"{prefix}.number", "Số, ký hiệu", required=required),
        day(f"{prefix}.day", "Ngày văn bản", required=required),
    )


def act(summary: str, *content: Content, opened: bool = False) -> Markup:
    """A form that opens on demand."""
    return tag("details", tag("summary", summary), content, class_="act", open=opened)


def _common(name: str, required: bool) -> dict[str, str | bool | None]:
    return {"name": name, "required": required}
