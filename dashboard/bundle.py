"""The scripts of the pages as one file and their styles as one: named by what is in them, so kept by browsers for good.

One by one they were thirty requests of the first visit, and thirty questions whether they had changed of each other.
"""

from hashlib import sha256
from pathlib import Path

import msgspec
from flask import Flask, Response

ASSETS = Path(__file__).with_name("assets")

PLACE = "/assets/"

FOR_GOOD = "public, max-age=31536000, immutable"


class Bundle(msgspec.Struct, frozen=True):
    """A file made of all with the same ending, in the order of their names."""

    name: str
    mimetype: str
    body: bytes

    @property
    def path(self) -> str:
        """Where it is served."""
        return PLACE + self.name

    def answer(self) -> Response:
        """The file; another content has another name."""
        return Response(self.body, mimetype=self.mimetype, headers={"Cache-Control": FOR_GOOD})


def bundle(ending: str, mimetype: str) -> Bundle:
    """All ``assets/*.ending`` as they are now."""
    body = b"\n".join(path.read_bytes() for path in sorted(ASSETS.glob(f"*.{ending}")))
    return Bundle(f"sonq-{sha256(body).hexdigest()[:16]}.{ending}", mimetype, body)


def serve_bundles(server: Flask) -> tuple[Bundle, Bundle]:
    """Serves both; the scripts, the styles."""
    made = bundle("js", "text/javascript"), bundle("css", "text/css")
    for one in made:
        server.add_url_rule(one.path, one.name, one.answer)
    return made
