"""The register: the one eventsourcing application, one method per use case, by subject."""

from domain.act import Actor
from domain.app.assignments import Assignments
from domain.app.closings import Closings
from domain.app.confirmations import Confirmations
from domain.app.corrections import Corrections
from domain.app.documents import Documents
from domain.app.drafts import Drafts
from domain.app.machinery import Done, OpenAssignments
from domain.app.motions import Motions
from domain.app.plans import Plans
from domain.app.submissions import Submissions
from domain.app.tasks import AnnexTask, Tasks
from domain.reorganisation import Closing, NewUnit

__all__ = ["Actor", "AnnexTask", "Closing", "Done", "NewUnit", "OpenAssignments", "Register"]


class Register(
    Motions,
    Documents,
    Tasks,
    Drafts,
    Assignments,
    Submissions,
    Confirmations,
    Plans,
    Corrections,
    Closings,
):
    """What can be done."""
