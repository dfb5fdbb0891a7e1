"""The settings: each is read, checked, refused by name and described."""

import re
from pathlib import Path

import pytest

from domain.errors import Refused
from infra.settings import NAMES, Settings, read_settings

DOCUMENT = Path(__file__).parents[1] / "docs" / "settings.md"


def test_nothing_need_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert read_settings({"PATH": "/bin", "SONQ_PORT": ""}) == Settings(
        home=Path("/data/sonq"),
        database_url=None,
        host="127.0.0.1",
        port=8050,
        title="Theo dõi, đôn đốc thực hiện nhiệm vụ của Tỉnh ủy",
        due_soon_days=5,
        shift_deadlines=False,
    )


def test_root_keeps_its_data_where_services_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert read_settings({}).home == Path("/var/lib/sonq")


def test_everything_can_be_set() -> None:
    given = {
        "SONQ_HOME": "/srv/nhà tôi",
        "SONQ_DATABASE_URL": "postgresql://sonq@db/sonq",
        "SONQ_HOST": "::1",
        "SONQ_PORT": "0",
        "SONQ_TITLE": "Theo do\u0303i thực hiện nghị quyết",
        "SONQ_PROVINCE": "Sông Lam",
        "SONQ_PLACE": "Vinh",
        "SONQ_DUE_SOON_DAYS": "10",
        "SONQ_SHIFT_DEADLINES": "1",
        "SONQ_ORIGIN": "https://Sonq.tinhuy.example:443/",
        "SONQ_OFFICERS_SEND": "1",
        "SONQ_BOARD_COMPARES": "1",
    }
    assert set(given) == set(NAMES)
    assert read_settings(given) == Settings(
        home=Path("/srv/nhà tôi"),
        database_url="postgresql://sonq@db/sonq",
        host="::1",
        port=0,
        title="Theo dõi thực hiện nghị quyết",
        province="Sông Lam",
        place="Vinh",
        due_soon_days=10,
        shift_deadlines=True,
        origin="https://sonq.tinhuy.example",
        officers_send=True,
        board_compares=True,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SONQ_HOME", "~no such account/sonq"),
        ("SONQ_DATABASE_URL", "mysql://sonq:secret@db/sonq"),
        ("SONQ_HOST", "0.0.0.0"),
        ("SONQ_HOST", "example.org"),
        ("SONQ_PORT", "65536"),
        ("SONQ_PORT", "-1"),
        ("SONQ_PORT", "80a"),
        ("SONQ_PORT", "٨٠"),
        ("SONQ_TITLE", "  "),
        ("SONQ_TITLE", "Hai\ndòng"),
        ("SONQ_TITLE", "dài" * 100),
        ("SONQ_DUE_SOON_DAYS", "0"),
        ("SONQ_DUE_SOON_DAYS", "2,5"),
        ("SONQ_SHIFT_DEADLINES", "yes"),
        ("SONQ_ORIGIN", "sonq.tinhuy.example"),
        ("SONQ_ORIGIN", "https://sonq.tinhuy.example/trang"),
        ("SONQ_ORIGIN", "https://a@sonq.tinhuy.example"),
        ("SONQ_ORIGIN", "https://sonq.tinhuy.example:80:90"),
        ("SONQ_OFFICERS_SEND", "2"),
        ("SONQ_PROT", "8050"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(Refused, match=f"(?m)^{name}: ") as refused:
        read_settings({name: value})
    assert refused.value.field == name
    assert "secret" not in refused.value.message


def test_other_machines_may_come_where_it_is_said_by_which_address() -> None:
    with pytest.raises(Refused, match="đề nghị nêu thêm SONQ_ORIGIN"):
        read_settings({"SONQ_HOST": "10.0.0.5"})
    read = read_settings({"SONQ_HOST": "10.0.0.5", "SONQ_ORIGIN": "http://10.0.0.5:80/"})
    assert (read.host, read.origin) == ("10.0.0.5", "http://10.0.0.5")


def test_an_unknown_setting_is_answered_with_the_name_that_was_meant() -> None:
    with pytest.raises(Refused, match=r"Có phải đồng chí muốn đặt SONQ_PORT\?"):
        read_settings({"SONQ_PROT": "8050"})


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Refused, match=r"(?s)SONQ_PORT: .*SONQ_TITLE: "):
        read_settings({"SONQ_PORT": "x", "SONQ_TITLE": "\t"})


def test_the_document_describes_every_setting_and_its_default() -> None:
    rows = re.findall(r"^\| `(SONQ_\w+)` \| (.*?) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name, _ in rows] == NAMES
    documented = dict(rows)
    defaults = read_settings({})
    assert documented["SONQ_HOST"] == f"`{defaults.host}`"
    assert documented["SONQ_PORT"] == f"`{defaults.port}`"
    assert documented["SONQ_TITLE"] == f"`{defaults.title}`"
    assert documented["SONQ_DUE_SOON_DAYS"] == f"`{defaults.due_soon_days}`"
    assert documented["SONQ_SHIFT_DEADLINES"] == f"`{int(defaults.shift_deadlines)}`"
    assert documented["SONQ_OFFICERS_SEND"] == f"`{int(defaults.officers_send)}`"
    assert documented["SONQ_BOARD_COMPARES"] == f"`{int(defaults.board_compares)}`"
    assert not defaults.origin
    assert documented["SONQ_ORIGIN"].startswith("none")
    assert "/var/lib/sonq" in documented["SONQ_HOME"]
    assert defaults.database_url is None
    assert documented["SONQ_DATABASE_URL"].startswith("none")
