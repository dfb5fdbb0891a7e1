"""Every page for every role, by the callback itself; what a unit's people get of the work of others: nothing."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from dash import Dash

from dashboard.app import create_dash
from domain.access import Viewer
from domain.account import Role
from tests.looks import beside, viewer
from tests.touches import Touches, touching

COLUMNS = dict(zip(("TT", "BTV", "CVP", "PCVP", "CV", "VT", "TĐV", "CB", "UBKT", "QT"), Role, strict=True))
NOWHERE = "Không tìm thấy nội dung"
WHOLE = "TT BTV CVP PCVP CV UBKT"

OPEN_TO = {
    "/viec-cua-don-vi": "TĐV CB",
    "/tong-quan": f"{WHOLE} TĐV CB",
    "/don-vi": f"{WHOLE} TĐV CB",
    "/thoi-han": f"{WHOLE} TĐV CB",
    "/danh-sach": f"{WHOLE} TĐV CB",
    "/so-sanh": f"{WHOLE} TĐV CB",
    "/ghi-nhan-muon": f"{WHOLE} TĐV CB",
    "/dien-bien": "",
    "/cho-xac-nhan": WHOLE,
    "/van-ban": f"{WHOLE} VT",
    "/van-ban/{document}": f"{WHOLE} VT",
    "/du-kien": f"{WHOLE} VT",
    "/du-kien/{draft}": "CVP PCVP CV",
    "/nhap-phu-luc": "CVP PCVP CV",
    "/nhap-nhiem-vu": "CVP PCVP CV",
    "/van-ban-moi": "CVP PCVP CV VT",
    "/so-don-vi": WHOLE,
    "/so-don-vi/{other}": WHOLE,
    "/sap-xep": "CVP PCVP CV",
    "/chot-so-lieu": f"{WHOLE} TĐV CB",
    "/quy-dinh": "TT CVP PCVP CV TĐV CB UBKT QT",
    "/tai-khoan": "CVP PCVP TĐV QT",
    "/nhat-ky": "TT CVP TĐV UBKT QT",
    "/don-vi/{mine}": f"{WHOLE} TĐV CB",
    "/don-vi/{below}": f"{WHOLE} TĐV",
    "/don-vi/{above}": WHOLE,
    "/don-vi/{other}": WHOLE,
    "/khong-co": "",
}
"""By hand, from the offices' table of duties and what a unit may see."""

SEEN = {
    "của mình": "TĐV CB",
    "của cấp dưới": "TĐV",
    "của đơn vị khác": "",
    "phối hợp": "TĐV CB",
    "phối hợp từ trước": "TĐV CB",
    "dự kiến": "",
    "đã xong ở đơn vị cũ": "TĐV CB",
    "chuyển đi": "",
    "chuyển đến": "TĐV CB",
    "cấp dưới thực hiện": "TĐV CB",
    "cấp trên giao": "TĐV CB",
    "cùng giao": "TĐV CB",
}
"""Of the tasks, by what they are to the unit."""

REPORTED = {"của mình", "chuyển đến", "cấp dưới thực hiện", "cấp trên giao"}
"""Open, and led or executed by the unit: it writes their reports."""


@pytest.fixture(scope="module")
def made(module_database: str) -> Iterator[Touches]:
    with touching(module_database) as made:
        made.world.engine.catch_up()
        yield made


class Asker:
    """Somebody who calls the callbacks of the pages himself."""

    def __init__(self, made: Touches, who: Viewer) -> None:
        self._dash: Dash = create_dash(
            made.world.reader, title="Thử", viewer=lambda: who, beside=beside(made.world)
        )
        self._client = self._dash.server.test_client()
        self._client.get("/_dash-layout")

    def post(self, body: Any) -> tuple[int, str]:
        answer = self._client.post("/_dash-update-component", json=body)
        return answer.status_code, json.dumps(
            json.loads(answer.text), ensure_ascii=False
        ) if answer.is_json else answer.text

    def show(self, path: Any, search: Any = "", moved: Any = None) -> str:
        output = next(name for name in self._dash.callback_map if "page.children" in name)
        outputs = [part.rpartition(".") for part in output.strip(".").split("...")]
        given = {"url.pathname": path, "url.search": search, "moved.data": moved}
        inputs = [
            {"id": name.split(".")[0], "property": name.split(".")[1], "value": value}
            for name, value in given.items()
        ]
        body = {
            "output": output,
            "outputs": [{"id": part[0], "property": part[2]} for part in outputs],
            "inputs": inputs,
            "changedPropIds": ["url.pathname"],
        }
        status, text = self.post(body)
        assert status == 200, text
        return text

    def fetch(self, search: Any, request: Any) -> tuple[int, str]:
        key = {"list": search}
        body = {
            "output": json.dumps({"list": ["MATCH"]}, separators=(",", ":")) + ".getRowsResponse",
            "outputs": {"id": key, "property": "getRowsResponse"},
            "inputs": [{"id": key, "property": "getRowsRequest", "value": request}],
            "changedPropIds": [json.dumps(key, separators=(",", ":")) + ".getRowsRequest"],
        }
        return self.post(body)


@pytest.fixture(scope="module")
def askers(made: Touches) -> dict[str, Asker]:
    return {
        code: Asker(made, viewer(role, made.mine if code in ("TĐV", "CB") else None))
        for code, role in COLUMNS.items()
    }


def ids(made: Touches) -> dict[str, UUID]:
    given = {name: getattr(made, name) for name in ("mine", "below", "above", "other", "document")}
    return {**given, "draft": made.tasks["dự kiến"]}


def test_every_page_opens_to_whom_it_is_for(made: Touches, askers: dict[str, Asker]) -> None:
    asked = 0
    for path, roles in OPEN_TO.items():
        for code, asker in askers.items():
            found = NOWHERE not in asker.show(path.format(**ids(made)))
            assert found == (code in roles.split()), f"{path}: {code}"
            asked += 1
    print(f"{asked} pages by role")


def test_a_task_and_its_report_open_to_whom_they_touch(made: Touches, askers: dict[str, Asker]) -> None:
    asked = 0
    for name, units in SEEN.items():
        for code, asker in askers.items():
            of_unit = code in ("TĐV", "CB")
            if not of_unit and name == "dự kiến":
                continue
            seen = NOWHERE not in asker.show(f"/nhiem-vu/{made.tasks[name]}")
            assert seen == (code in units.split() if of_unit else code in WHOLE.split()), f"{name}: {code}"
            written = NOWHERE not in asker.show(f"/bao-cao/{made.assignments[name]}")
            if name in REPORTED or not written:
                assert written == (of_unit and name in REPORTED), f"report on {name}: {code}"
            asked += 2
    print(f"{asked} tasks and reports by role and touch")


@pytest.mark.parametrize("code", ["TĐV", "CB"])
def test_nothing_of_others_stands_on_any_page_of_a_unit(
    made: Touches, askers: dict[str, Asker], code: str
) -> None:
    hidden = {name for name, units in SEEN.items() if code not in units.split()}
    addresses = [path.format(**ids(made)) for path in OPEN_TO] + [
        f"/nhiem-vu/{t}" for t in made.tasks.values()
    ]
    searches = ("", "?ngay=2026-01-10&cach=da-bao-cao", "?ngay=2026-01-10&cach=sau-ra-soat")
    for address in addresses:
        for search in searches:
            text = askers[code].show(address, search)
            assert not [name for name in hidden if f">{name}<" in text or f'"{name}"' in text], address


FORGED = [
    f"?don-vi={{other}}&dem={counted}{more}"
    for counted in ("luot-giao", "nhiem-vu")
    for more in (
        "",
        "&loai=qua-han",
        "&ngay=2026-01-10&cach=da-bao-cao",
        "&pham-vi=toan-tinh",
        "&loai=chua-chon-dau-moi",
    )
]


@pytest.mark.parametrize("code", ["TĐV", "CB", "VT", "QT"])
def test_forged_rows_hold_nothing_of_others(made: Touches, askers: dict[str, Asker], code: str) -> None:
    for search in [*FORGED, "?dem=luot-giao", "", "?van-ban={document}"]:
        request = {"startRow": 0, "endRow": 200}
        _, text = askers[code].fetch(search.format(**ids(made)), request)
        for name in ("của đơn vị khác", "chuyển đi", "dự kiến"):
            assert name not in text, (search, name)
        if code in ("VT", "QT"):
            assert '"rowData": []' in text


@pytest.mark.parametrize(
    "request_",
    [None, [], "x", {}, {"startRow": -1, "endRow": 5}, {"startRow": 0, "endRow": 10**9}, {"startRow": "0"}],
)
def test_a_forged_request_for_rows_gets_none(askers: dict[str, Asker], request_: Any) -> None:
    _, text = askers["TT"].fetch("?dem=luot-giao", request_)
    assert "của mình" not in text


@pytest.mark.parametrize(
    "path", [None, 5, ["/"], {"a": 1}, "/" * 5000, "/nhiem-vu/../tai-khoan", "//tai-khoan"]
)
@pytest.mark.parametrize("moved", [None, {"position": 10**30}, {"position": "x"}, [1]])
def test_forged_inputs_are_answered_in_words(askers: dict[str, Asker], path: Any, moved: Any) -> None:
    text = askers["CB"].show(path, moved=moved)
    assert "của đơn vị khác" not in text
    assert "Traceback" not in text


def test_outputs_that_no_page_has_give_nothing(made: Touches, askers: dict[str, Asker]) -> None:
    for output in ("page.children", "_pages.data", "..page.children...nav.html..", "x.y"):
        body = {
            "output": output,
            "outputs": [{"id": "page", "property": "children"}],
            "inputs": [
                {"id": "url", "property": "pathname", "value": f"/nhiem-vu/{made.tasks['của đơn vị khác']}"}
            ],
            "changedPropIds": [],
        }
        _, text = askers["TT"].post(body)
        assert "của đơn vị khác" not in text


def test_rows_that_the_inspection_reads_on_are_noted_as_pages_are(
    made: Touches, askers: dict[str, Asker]
) -> None:
    log = made.world.private.access
    for start in (0, 50):
        askers["UBKT"].fetch("?dem=luot-giao", {"startRow": start, "endRow": start + 50})
        askers["TT"].fetch("?dem=luot-giao", {"startRow": start, "endRow": start + 50})
    assert [entry.what for entry in log.page() if "dem=luot-giao" in entry.what] == [
        "/danh-sach?dem=luot-giao"
    ]
