"""All read models, in the order in which a page is written into them."""

from collections.abc import Sequence

from projections.documents import Documents
from projections.engine import View
from projections.reports import Reports
from projections.tasks import Tasks
from projections.timeline import Timeline
from projections.units import Units

VIEWS: Sequence[View] = (Units(), Documents(), Tasks(), Timeline(), Reports())
