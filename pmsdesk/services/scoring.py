"""Marks an exercise by what stands in the training store and on the practice networks, and by nothing else."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from pmsdesk.compliance.templates import is_unaltered
from pmsdesk.domain.canned import CannedReply
from pmsdesk.domain.complaint import Complaint, ComplaintState, has_number
from pmsdesk.domain.conversation import ConversationState
from pmsdesk.domain.exercise import Check, Exercise, Expectation, Mark, Score
from pmsdesk.domain.finding import Finding, Severity
from pmsdesk.domain.message import Direction
from pmsdesk.domain.publication import PublicationState
from pmsdesk.domain.triage import Jurisdiction
from pmsdesk.services.complaining import slot_values
from pmsdesk.services.reading import ConversationView, ItemKind

ON_ITS_WAY = frozenset({PublicationState.READY, PublicationState.CLAIMED, PublicationState.SENDING})
PASSED_ON = frozenset({ComplaintState.FORWARDED, ComplaintState.REFERRED_OUTSIDE})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the officer did, as store and networks have it.

    `said` stands on the network under the citizen's text, `waiting` (a reply that waits for a supervisor, or is on its
    way) is not public yet. `templates` are the codes of canned replies sent word for word, `number` the official number
    the citizen may be told, `held` whether the check held any of it back.
    """

    said: tuple[str, ...] = ()
    waiting: str = ""
    on_its_way: bool = False
    held: bool = False
    templates: frozenset[str] = frozenset()
    jurisdiction: Jurisdiction = Jurisdiction.UNCLEAR
    agencies: tuple[str, ...] = ()
    complaint: Complaint | None = None
    number: str = ""
    done: bool = False
    urgent: bool = False
    notes: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that was said or handed over to be said."""
        return (*self.said, self.waiting) if self.waiting else self.said


def facts_of(
    view: ConversationView,
    under: Mapping[str, Sequence[str]],
    replies: tuple[CannedReply, ...],
    names: Mapping[str, str],
) -> Facts:
    """The facts of *view*; *under* gives, by remote id, the texts of ours that the network holds below it.

    *replies* are the canned ones, *names* the name of each agency id as they use it.
    """
    asked = [message.remote_id for message in view.messages if message.direction is Direction.IN]
    said = tuple(text for remote_id in asked for text in under.get(remote_id, ()))
    reply, publication = view.reply, view.publication
    text = reply.head.text if reply is not None else ""
    values = slot_values(view, names)
    known = view.complaint or next(iter(view.past_complaints), None)
    own = view.complaint
    return Facts(
        said=said,
        waiting="" if text in said else text,
        on_its_way=publication is not None and publication.state in ON_ITS_WAY,
        held=reply is not None and any(_holds(version.findings) for version in reply.versions),
        templates=frozenset(code for text in said if (code := is_unaltered(text, values, replies))),
        jurisdiction=own.jurisdiction if own else view.conversation.triage.jurisdiction,
        agencies=own.agencies if own else view.conversation.triage.agencies,
        complaint=own,
        number=known.number if known is not None and has_number(known.number) else "",
        done=view.conversation.state is ConversationState.DONE,
        urgent=view.conversation.urgent,
        notes=sum(item.kind is ItemKind.NOTE for item in view.items),
    )


def score(exercise: Exercise, facts: Facts, *, hinted: bool = False) -> Score:
    """The marks of *exercise* by *facts*; *hinted* takes its cost away."""
    marks = tuple(Mark(expected, _is_met(expected, facts)) for expected in exercise.expectations)
    return Score(marks, hinted)


def _is_met(expected: Expectation, facts: Facts) -> bool:
    return _CHECKS[expected.check](facts, expected.values)


def _holds(findings: Collection[Finding]) -> bool:
    return any(finding.severity is not Severity.ADVISE for finding in findings)


def _contains(values: Collection[str], texts: Collection[str]) -> bool:
    return any(value.casefold() in text.casefold() for value in values for text in texts)


def _road(facts: Facts, values: Collection[str]) -> bool:
    road = "".join(facts.complaint.road.split()).casefold() if facts.complaint else ""
    return any("".join(value.split()).casefold() == road for value in values)


_CHECKS: Mapping[Check, Callable[[Facts, Collection[str]], bool]] = {
    Check.ANSWERED: lambda facts, _: bool(facts.said),
    Check.TEMPLATE: lambda facts, values: any(code in facts.templates for code in values),
    Check.SAYS: lambda facts, values: _contains(values, facts.said),
    Check.AVOIDS: lambda facts, values: not _contains(values, facts.texts),
    Check.NUMBER: lambda facts, _: bool(facts.number) and any(facts.number in text for text in facts.said),
    Check.CLEAN: lambda facts, _: not facts.held,
    Check.SILENT: lambda facts, _: not facts.texts,
    Check.JURISDICTION: lambda facts, values: facts.jurisdiction in values,
    Check.ROUTED: lambda facts, values: bool(facts.agencies) and facts.agencies[0] in values,
    Check.REGISTERED: lambda facts, _: facts.complaint is not None,
    Check.NOT_REGISTERED: lambda facts, _: facts.complaint is None or facts.complaint.state is ComplaintState.DUPLICATE,
    Check.CATEGORY: lambda facts, values: facts.complaint is not None and facts.complaint.category in values,
    Check.ROAD: _road,
    Check.FORWARDED: lambda facts, _: facts.complaint is not None and facts.complaint.state in PASSED_ON,
    Check.FINISHED: lambda facts, _: facts.done,
    Check.URGENT: lambda facts, _: facts.urgent,
    Check.NOTED: lambda facts, _: facts.notes > 0,
}
