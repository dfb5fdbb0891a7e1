"""Commands on the rules of judging."""

from datetime import date

from api.v1.commands.examples import DAY
from api.v1.forms import Form
from api.v1.table import Call, Command
from domain.app import Actor, Done
from domain.permissions import DONE, Right
from domain.ruling import Rule


class Ruling(Form, frozen=True, kw_only=True):
    """Một quy định có giá trị này kể từ ngày ghi; ngày có thể còn ở phía trước."""

    rule: Rule
    value: int
    source: str
    day: date


class TakingBack(Form, frozen=True, kw_only=True):
    """Bỏ một giá trị ghi nhầm; giá trị trước đó có hiệu lực trở lại."""

    rule: Rule
    target: int
    reason: str


def _set_rule(call: Call, actor: Actor) -> Done:
    body: Ruling = call.body
    return call.register.set_rule(actor, body.rule, body.value, source=body.source, day=body.day)


def _take_back(call: Call, actor: Actor) -> Done:
    body: TakingBack = call.body
    return call.register.take_back_rule(actor, body.rule, target=body.target, reason=body.reason)


RULES = (
    Command(
        name="set_rule",
        path="/rules",
        summary="Ghi một quy định: ngưỡng, ngày chốt",
        right=Right.RULES,
        needed=DONE,
        body=Ruling,
        run=_set_rule,
        example=Ruling(rule=Rule.DUE_SOON, value=7, source="Quy chế 12-QC/VPTU", day=DAY),
    ),
    Command(
        name="take_back_rule",
        path="/rules/taken-back",
        summary="Bỏ một quy định ghi nhầm",
        right=Right.RULES,
        needed=DONE,
        body=TakingBack,
        run=_take_back,
        example=TakingBack(rule=Rule.DUE_SOON, target=1, reason="Ghi nhầm số ngày"),
    ),
)
