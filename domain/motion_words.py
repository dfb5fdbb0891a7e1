"""What is put forward of the Office's own books, and what becomes of it, in words."""

from datetime import date

from domain import motion_facts as m
from domain.account_words import charge_words
from domain.calendar import YearCalendar
from domain.event import Fact
from domain.paper import Paper, cited
from domain.reorganisation import Closing, NewUnit
from domain.ruling import DEFINITIONS, value_words
from domain.ruling_words import calendar_changes
from domain.unit import ENDING_NAMES, GROUP_NAMES, Group
from domain.unit_words import Names
from domain.vietnamese import count
from domain.vietnamese import day as vn_day


def told_of_motions(fact: Fact, names: Names) -> str | None:
    """The fact as a phrase, as ``words.told``; None for a fact of another subject."""
    match fact:
        case m.MotionSubmitted():
            return f"Trình {matter_words(fact.matter, names)}"
        case m.MotionAgreed():
            return f"Đồng ý nội dung trình (mục {fact.submission})"
        case m.MotionReturned():
            return f"Trả lại nội dung trình (mục {fact.submission}): {fact.reason}"
    return None


def matter_words(matter: m.OfOffice, names: Names, *, held: YearCalendar | None = None) -> str:
    """ "đổi tên Sở A thành Sở B từ ngày …": all that would be recorded; whose an account is, the caller knows.

    ``held``: the calendar that a submitted one restates, of which only the changes are told.
    """
    match matter:
        case m.OpeningAccount():
            return f"mở tài khoản: {charge_words(matter.charge, names)}"
        case m.ChargingAccount():
            return f"giao vai trò {charge_words(matter.charge, names)}: {matter.reason}"
        case m.ClosingAccount():
            return f"khóa tài khoản: {matter.reason}"
        case m.ReopeningAccount():
            return f"mở lại tài khoản: {matter.reason}"
        case m.Reorganising():
            return _reorganising(matter, names)
        case m.Establishing() | m.Renaming() | m.Placing() | m.Ranking():
            return _of_unit(matter, names) + _from(matter.day, matter.paper)
        case m.SettingRule():
            said = (
                f"quy định {DEFINITIONS[matter.rule].name.lower()} {value_words(matter.rule, matter.value)}"
            )
            return f"{said} từ ngày {vn_day(matter.day)}, theo {matter.source}"
        case m.TakingBackRule():
            taken = DEFINITIONS[matter.rule].name.lower()
            return f"bỏ lần quy định ghi nhầm “{taken}” (mục {matter.target}): {matter.reason}"
        case m.SettingCalendar():
            return f"{_calendar(matter.calendar, held)}, theo {matter.source} ngày {vn_day(matter.day)}"
        case m.TakingBackCalendar():
            return f"bỏ lịch làm việc năm {matter.year} ghi nhầm (mục {matter.target}): {matter.reason}"


def _of_unit(matter: m.Establishing | m.Renaming | m.Placing | m.Ranking, names: Names) -> str:
    match matter:
        case m.Establishing():
            return f"thành lập {'; '.join(_new(unit, names) for unit in matter.units)}"
        case m.Renaming():
            short = f" ({matter.short})" if matter.short else ""
            return f"đổi tên {names(matter.unit)} thành {matter.name}{short}"
        case m.Placing():
            under = names(matter.parent) if matter.parent else "Tỉnh ủy"
            return f"đặt {names(matter.unit)} trực thuộc {under}"
        case m.Ranking():
            return f"xếp {names(matter.unit)} thứ tự {matter.rank}, nhóm {_group(matter.group)}"


def _new(unit: NewUnit, names: Names) -> str:
    under = f", trực thuộc {names(unit.parent)}" if unit.parent else ""
    return f"{unit.name} (nhóm {_group(unit.group)}, thứ tự {unit.rank}{under})"


def _reorganising(matter: m.Reorganising, names: Names) -> str:
    made = {unit.id: unit.name for unit in matter.establish}

    def ends(closing: Closing) -> str:
        heirs = "; ".join(made.get(heir) or names(heir) for heir in closing.successors)
        return f"{names(closing.unit)} ({ENDING_NAMES[closing.how].lower()}), tiếp nhận: {heirs}"

    said = f"kết thúc {'; '.join(map(ends, matter.closings))}"
    chosen = f"; {count(len(matter.choices))} lượt giao chuyển theo lựa chọn" if matter.choices else ""
    new = f"; thành lập {'; '.join(_new(unit, names) for unit in matter.establish)}" if made else ""
    return f"sắp xếp tổ chức: {said}{new}{chosen}{_from(matter.day, matter.paper)}"


def _calendar(new: YearCalendar, held: YearCalendar | None) -> str:
    if held:
        changes = "; ".join(calendar_changes(held, new)) or "không khác lịch đang có"
        return f"sửa lịch làm việc năm {new.year}: {changes}"
    off = "; ".join(f"{vn_day(one.day)} {one.name}" for one in new.days_off) or "không"
    worked = "; ".join(map(vn_day, new.worked_saturdays)) or "không"
    return f"lịch làm việc năm {new.year}: ngày nghỉ {off}; thứ Bảy làm bù {worked}"


def _group(group: int) -> str:
    return GROUP_NAMES[Group(group)] if group in set(Group) else str(group)


def _from(day: date, paper: Paper | None) -> str:
    return f" từ ngày {vn_day(day)}{cited(paper)}"
