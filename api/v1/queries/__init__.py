"""All queries, by subject."""

from collections.abc import Sequence

from api.v1.queries.closings import CLOSINGS
from api.v1.queries.courses import COURSES
from api.v1.queries.desks import DESKS
from api.v1.queries.differences import DIFFERENCES
from api.v1.queries.documents import DOCUMENTS
from api.v1.queries.figures import FIGURES
from api.v1.queries.late_entries import LATE_ENTRIES
from api.v1.queries.motions import MOTIONS
from api.v1.queries.readings import READINGS
from api.v1.queries.register import REGISTER
from api.v1.queries.rulings import RULINGS
from api.v1.queries.work import WORK
from api.v1.table import Query

QUERIES: Sequence[Query] = (
    *FIGURES,
    *DIFFERENCES,
    *LATE_ENTRIES,
    *WORK,
    *COURSES,
    *DOCUMENTS,
    *DESKS,
    *REGISTER,
    *RULINGS,
    *CLOSINGS,
    *READINGS,
    *MOTIONS,
)
