"""All commands, by subject."""

from collections.abc import Sequence

from api.v1.commands.accounts import ACCOUNTS
from api.v1.commands.annexes import ANNEXES
from api.v1.commands.assignments import ASSIGNMENTS
from api.v1.commands.calendars import CALENDARS
from api.v1.commands.closings import CLOSINGS
from api.v1.commands.confirmations import CONFIRMATIONS
from api.v1.commands.directions import DIRECTIONS
from api.v1.commands.documents import DOCUMENTS
from api.v1.commands.motions import MOTIONS
from api.v1.commands.report_drafts import REPORT_DRAFTS
from api.v1.commands.rules import RULES
from api.v1.commands.submissions import SUBMISSIONS
from api.v1.commands.tasks import TASKS
from api.v1.commands.units import UNITS
from api.v1.table import Command

COMMANDS: Sequence[Command] = (
    *DOCUMENTS,
    *TASKS,
    *ANNEXES,
    *ASSIGNMENTS,
    *REPORT_DRAFTS,
    *CONFIRMATIONS,
    *DIRECTIONS,
    *SUBMISSIONS,
    *UNITS,
    *RULES,
    *CALENDARS,
    *CLOSINGS,
    *ACCOUNTS,
    *MOTIONS,
)
