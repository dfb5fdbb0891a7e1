"""All read models, in the order in which a page is written into them."""

from collections.abc import Sequence

from projections.calendars import Calendars
from projections.closings import Closings
from projections.documents import Documents
from projections.engine import View
from projections.inbox import Inbox
from projections.late_entries import LateEntries
from projections.ledger import Ledger
from projections.plans import Plans
from projections.relations import Relations
from projections.reports import Reports
from projections.ruling import Rulings
from projections.submissions import Submissions
from projections.tasks import Tasks
from projections.timeline import Timeline
from projections.units import Units

VIEWS: Sequence[View] = (
    Calendars(),
    Rulings(),
    Closings(),
    Units(),
    Documents(),
    Tasks(),
    Timeline(),
    Ledger(),
    Reports(),
    Plans(),
    Relations(),
    Inbox(),
    Submissions(),
    LateEntries(),
)
