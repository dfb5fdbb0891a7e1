"""What must be erasable, kept beside the log: people with their passwords, sessions, tokens, who read what."""

from infra.private.access_log import AccessLog
from infra.private.drafts import Drafts
from infra.private.files import Files
from infra.private.people import People
from infra.private.sessions import Sessions
from infra.private.tokens import Tokens
from infra.private.uploads import Uploads

__all__ = ["AccessLog", "Drafts", "Files", "People", "Sessions", "Tokens", "Uploads"]
