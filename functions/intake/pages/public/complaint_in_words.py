"""What a complainant is shown of their complaint, in the language of the visit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.intake.pages.words import Words
from functions.intake.service.case_for_complainant import (
    CaseForComplainant,
    DecisionForComplainant,
)
from functions.intake.service.case_parts import clocks_of
from functions.intake.views.for_complainant import author_of, event_in_words, file_in_words
from shared import messages
from shared.domain.case.events import Event
from shared.domain.case.texts import Text
from shared.domain.vocabulary import ClockState
from shared.messages.explanation import explain

AWAITED = frozenset({ClockState.RUNNING, ClockState.PAUSED, ClockState.MISSED})
# Whatever its kind calls it, the words of a message.
WORDS_OF_A_MESSAGE = ("text", "message", "question", "description", "summary", "reason")


@dataclass(frozen=True)
class Promise:
    """What one waits for, until when, and how the date came about."""

    what: str
    until: str
    late: bool
    why: Sequence[str]


@dataclass(frozen=True)
class Happening:
    at: str
    what: str


@dataclass(frozen=True)
class Message:
    author: str
    at: str
    text: str


@dataclass(frozen=True)
class RemedyLine:
    what: str
    owner: str
    due: str


@dataclass(frozen=True)
class DecisionText:
    outcome: str
    summary: str | None
    remedies: Sequence[RemedyLine]


@dataclass(frozen=True)
class SentFile:
    name: str
    in_words: str


@dataclass(frozen=True)
class ComplaintInWords:
    """`follows` is how the case stands that this one follows since a merge."""

    reference: str
    standing: str
    held_by: str
    received: str
    follows: str | None
    decision: DecisionText | None
    promises: Sequence[Promise]
    messages: Sequence[Message]
    files: Sequence[SentFile]
    timeline: Sequence[Happening]


def complaint_in_words(shown: CaseForComplainant, words: Words, now: datetime) -> ComplaintInWords:
    case, zone, types = shown.case, shown.policy.office.time_zone, shown.policy.evidence.types
    language = words.language
    return ComplaintInWords(
        case.reference,
        _standing(shown, words),
        words.name(shown.held_by),
        words.moment(case.received_at, zone) if case.received_at else "",
        _standing(shown.follows, words) if shown.follows else None,
        _decision(shown.decision, words) if shown.decision else None,
        list(_promises(shown, words, now)),
        [_message(text, zone, words) for text in shown.messages],
        [SentFile(file.name, file_in_words(file, language, types)) for file in shown.files],
        [_happening(event, types, zone, words) for event in shown.timeline],
    )


def _message(text: Text, zone: str, words: Words) -> Message:
    return Message(author_of(text), words.moment(text.written_at, zone), _words_of(text.body))


def _happening(event: Event, types: str, zone: str, words: Words) -> Happening:
    at = words.moment(event.occurred_at, zone)
    return Happening(at, event_in_words(event, words.language, types))


def _words_of(body: Mapping[str, object]) -> str:
    return "\n".join(str(body[name]) for name in WORDS_OF_A_MESSAGE if body.get(name))


def _standing(shown: CaseForComplainant, words: Words) -> str:
    return messages.text(words.language, f"status.{shown.case.status}")


def _decision(decision: DecisionForComplainant, words: Words) -> DecisionText:
    return DecisionText(
        messages.text(words.language, f"outcome.{decision.outcome}"),
        decision.summary,
        [
            RemedyLine(one["what"], one["owner"], words.day(date.fromisoformat(one["due_on"])))
            for one in decision.remedies
        ],
    )


def _promises(shown: CaseForComplainant, words: Words, now: datetime) -> Iterator[Promise]:
    """Clocks that still run or were missed; what is done is told by the timeline."""
    for clock in sorted(clocks_of(shown.case), key=lambda clock: clock.due_at):
        if clock.state in AWAITED:
            yield Promise(
                words.label("clock.", clock.name),
                words.deadline(clock.due_at, shown.policy.office.time_zone),
                clock.state is ClockState.MISSED or clock.due_at < now,
                explain(clock, shown.policy, words.language),
            )
