"""What a case holds beside its clocks: its decision, mediation, and who was let in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from shared.domain.instants import from_text, to_text
from shared.domain.vocabulary import Outcome, Party


@dataclass(frozen=True)
class Decision:
    """A proposed or signed-off answer; its words, remedies included, are the text of that id.

    `remedies_done` are the places, from 1, of the remedies that were seen to be carried out.
    """

    outcome: Outcome
    summary_text: str
    proposed_by: str
    remedies_due_on: tuple[str, ...] = ()
    signed_off_by: str | None = None
    remedies_done: tuple[int, ...] = ()

    @property
    def remedies_open(self) -> tuple[int, ...]:
        places = range(1, len(self.remedies_due_on) + 1)
        return tuple(one for one in places if one not in self.remedies_done)


@dataclass(frozen=True)
class Mediation:
    """Says which sides have agreed to it, and how often both have met."""

    consents: tuple[Party, ...] = ()
    sessions: int = 0

    @property
    def agreed(self) -> bool:
        return set(Party) <= set(self.consents)


@dataclass(frozen=True)
class Grant:
    """A broken glass: somebody asked to know who complained; from consent until `until` they may.

    `until` is None as long as no second person has agreed.
    """

    asked_at: datetime
    approved_by: str | None = None
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.until is not None and now < self.until


@dataclass(frozen=True)
class Expert:
    """Somebody outside, by the hash of their code, for these documents and no longer."""

    code_hash: str
    evidence_ids: tuple[str, ...]
    until: datetime
    who_text: str
    revoked: bool = False

    def holds(self, now: datetime) -> bool:
        return not self.revoked and now < self.until


def to_document(part: Decision | Mediation | Grant | Expert) -> dict[str, Any]:
    """Writes JSON from which the reader below makes the equal part."""
    return {name: _plain(value) for name, value in asdict(part).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return to_text(value)
    return list(value) if isinstance(value, tuple) else value


def decision_of(document: Mapping[str, Any]) -> Decision:
    read = _tuples(document, "remedies_due_on", "remedies_done")
    return Decision(**read | {"outcome": Outcome(read["outcome"])})


def mediation_of(document: Mapping[str, Any]) -> Mediation:
    consents = tuple(Party(one) for one in document.get("consents", ()))
    return Mediation(**{**document, "consents": consents})


def grant_of(document: Mapping[str, Any]) -> Grant:
    return Grant(**_instants(document, "asked_at", "until"))


def expert_of(document: Mapping[str, Any]) -> Expert:
    return Expert(**_instants(_tuples(document, "evidence_ids"), "until"))


def _tuples(document: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**document, **{name: tuple(document.get(name, ())) for name in names}}


def _instants(document: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {
        **document,
        **{name: from_text(document[name]) for name in names if document.get(name)},
    }
