"""Documents: record them, give them their number, put them right, link them, end them."""

from datetime import date
from uuid import UUID, uuid4

from domain import lineage, resolution
from domain.act import Act, Actor
from domain.app.machinery import Answer, Done, Machinery
from domain.document import claim_number, claim_stream, number_claim, release_number
from domain.paper import Paper
from domain.resolution import Content, Recorded, Relation
from domain.vietnamese import day as vn_day


class Documents(Machinery):
    """The use cases of documents."""

    def record_resolution(
        self, actor: Actor, content: Content, *, override: bool = False, id: UUID | None = None
    ) -> Done:
        """Ghi nhận văn bản; claims its number. Answers ``{"resolution": id}``; ``id`` may be given.

        Without a number it is a draft. A number that another document of the series holds is refused unless
        ``override`` confirms it.
        """
        resolution_id = id or uuid4()

        def decide(act: Act) -> Answer:
            recorded = resolution.record(content, by=act.by, today=self.today())
            enter_document(act, resolution_id, recorded, override=override)
            return {"resolution": str(resolution_id)}

        return self.act(actor, decide)

    def number_resolution(
        self,
        actor: Actor,
        resolution_id: UUID,
        *,
        number: str,
        day: date,
        series: str = "",
        override: bool = False,
    ) -> Done:
        """Ghi số, ngày văn bản of a draft; claims the number, ``override`` as above."""

        def decide(act: Act) -> None:
            draft = act.resolution(resolution_id)
            numbered = resolution.give_number(
                draft, by=act.by, today=self.today(), number=number, day=day, series=series
            )
            act.put(resolution_id, numbered)
            _claim(act, resolution_id, numbered.content, override)
            _in_order(act, resolution_id)

        return self.act(actor, decide)

    def restate_resolution(
        self, actor: Actor, resolution_id: UUID, content: Content, *, reason: str, override: bool = False
    ) -> Done:
        """Đính chính văn bản: a mistyped head; a changed number is released and claimed anew."""

        def decide(act: Act) -> None:
            before = act.resolution(resolution_id)
            restated = resolution.restate(before, content, by=act.by, today=self.today(), reason=reason)
            act.put(resolution_id, restated)
            old, new = before.content, restated.content
            if new.number and _claims(old) != _claims(new):
                claim = number_claim(act.stream(_claims(old)))
                act.put(_claims(old), release_number(claim, by=act.by, document=resolution_id))
                _claim(act, resolution_id, new, override)
            _in_order(act, resolution_id)

        return self.act(actor, decide)

    def link_resolutions(
        self, actor: Actor, resolution_id: UUID, *, relation: Relation, to: UUID, since: date | None = None
    ) -> Done:
        """The document cụ thể hóa, sửa đổi or thay thế another, from its own day on or from ``since``."""

        def decide(act: Act) -> None:
            source, target = act.resolution(resolution_id), act.resolution(to)
            linked = lineage.link(source, target, act.resolution, by=act.by, relation=relation, since=since)
            act.put(resolution_id, linked)

        return self.act(actor, decide)

    def unlink_resolutions(
        self, actor: Actor, resolution_id: UUID, *, relation: Relation, to: UUID, reason: str
    ) -> Done:
        """Đính chính: a link that should not have been recorded."""

        def decide(act: Act) -> None:
            source = act.resolution(resolution_id)
            act.put(resolution_id, lineage.unlink(source, by=act.by, relation=relation, to=to, reason=reason))

        return self.act(actor, decide)

    def conclude_resolution(
        self,
        actor: Actor,
        resolution_id: UUID,
        *,
        day: date,
        reason: str,
        paper: Paper | None = None,
        document: UUID | None = None,
    ) -> Done:
        """Kết thúc hiệu lực from ``day`` on; its open tasks stay open and are listed for a decision."""

        def decide(act: Act) -> None:
            if document is not None:
                act.resolution(document)
            concluded = lineage.conclude(
                act.resolution(resolution_id),
                by=act.by,
                day=day,
                today=self.today(),
                reason=reason,
                paper=paper,
                document=document,
            )
            act.put(resolution_id, concluded)

        return self.act(actor, decide)

    def withdraw_conclusion(self, actor: Actor, resolution_id: UUID, *, reason: str) -> Done:
        """Đính chính: an end that should not have been recorded."""

        def decide(act: Act) -> None:
            found = act.resolution(resolution_id)
            act.put(resolution_id, lineage.withdraw_conclusion(found, by=act.by, reason=reason))

        return self.act(actor, decide)


def holder(act: Act, content: Content) -> UUID | None:
    """The document that bears the number of ``content``, if one does."""
    return number_claim(act.stream(_claims(content))).held_by if content.number else None


def enter_document(act: Act, resolution_id: UUID, recorded: Recorded, *, override: bool = False) -> None:
    """Begins the stream of a document and claims its number, if it has one."""
    if recorded.content.number:
        _claim(act, resolution_id, recorded.content, override)
    act.begin(resolution_id, recorded)


def _claims(content: Content) -> UUID:
    return claim_stream(content.number, content.series)


def _claim(act: Act, resolution_id: UUID, content: Content, override: bool) -> None:
    stream = _claims(content)
    claim = number_claim(act.stream(stream))
    held = act.resolution(claim.held_by).content if claim.held_by else None
    act.put(
        stream,
        claim_number(
            claim,
            by=act.by,
            document=resolution_id,
            holder=f"{held.number} ngày {vn_day(held.day)}: {held.title}" if held else "",
            override=override,
        ),
    )


def _in_order(act: Act, resolution_id: UUID) -> None:
    """A day that was changed still has to suit the documents that this one carries out, amends or replaces."""
    source = act.resolution(resolution_id)
    for link in source.links:
        lineage.in_order(source.content, link.relation, act.resolution(link.to))
