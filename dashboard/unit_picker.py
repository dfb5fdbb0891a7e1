"""Units chosen by typing their names, in the order in which they are chosen; its other half is assets/picker.js.

A list of two hundred units on each of thirty questions would be six thousand options; here they stand once.
"""

from collections.abc import Iterable, Sequence

from dashboard.markup import Content, Markup, tag

KNOWN = "known-units"

Chosen = tuple[str, str]
"""(what is sent: a name or the id of a unit, of several parted by "|"; what is shown)."""


def known_units(units: Iterable[Chosen]) -> Markup:
    """The names to choose among, once a page."""
    return tag(
        "datalist",
        (tag("option", value=shown, data_id=sent if sent != shown else None) for sent, shown in units),
        id=KNOWN,
    )


def picker(
    name: str, label: str, chosen: Sequence[Chosen] = (), *, hint: str = "", known_only: bool = False
) -> Markup:
    """Units, the first one first; each can be taken out again. ``known_only``: no name but those offered."""
    return tag(
        "div",
        tag("span", label, [" ", tag("small", hint)] if hint else None),
        tag("ol", (chip(name, n, *of) for n, of in enumerate(chosen))),
        tag(
            "input",
            type="text",
            name=f"{name}.add",
            list=KNOWN,
            autocomplete="off",
            aria_label=f"{label}: thêm",
            placeholder="gõ tên rồi chọn",
        ),
        class_="field long picker",
        data_picker=name,
        data_field=name,
        data_known=known_only,
    )


def chip(name: str, n: int, sent: str, shown: str) -> Markup:
    """One that is chosen."""
    return tag(
        "li",
        tag("span", shown),
        tag("button", "×", type="button", aria_label=f"Bỏ {shown}"),
        tag("input", type="hidden", name=f"{name}.{n}", value=sent),
    )


def one_unit(name: str, label: str, value: str = "", *, class_: str = "") -> Markup:
    """One unit by its name."""
    control = tag("input", type="text", name=name, list=KNOWN, value=value or None, autocomplete="off")
    return tag("label", tag("span", label), control, class_=f"field {class_}".strip())


def options(
    name: str, legend: str, of: Iterable[tuple[str, Content]], *, value: str = "", class_: str = ""
) -> Markup:
    """One of a few, all of them in sight: (value, words). Nothing is chosen unless it was before."""
    return tag(
        "fieldset",
        tag("legend", legend),
        (
            tag(
                "label",
                tag("input", type="radio", name=name, value=known, checked=known == value),
                tag("span", words),
                class_="radio",
            )
            for known, words in of
        ),
        class_=f"radios {class_}".strip(),
    )
