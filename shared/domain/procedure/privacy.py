"""Consent, erasure, redaction: who learns what of the people in a case from now on."""

import re
from dataclasses import dataclass

from shared.domain.case.change import Change
from shared.domain.case.needs import Needs
from shared.domain.errors import InvalidInput
from shared.domain.procedure.command import ActRefused, Command
from shared.domain.procedure.rights import COMPLAINANT, OFFICE_STAFF
from shared.domain.retention import forgotten
from shared.domain.vocabulary import (
    ANY_STATUS,
    FINISHED,
    Audience,
    CommandName,
    EventName,
    TextKind,
)

_HELD = "The case is on hold for a court or an inquiry: nothing of it may be erased now."
_FOLLOWED = "The office still follows up what was promised: ask again when that is over."
_MESSAGE_ID = re.compile(r"(\d{6})-[a-z_]{1,30}", re.ASCII)
_FILE_NAME = f"-{TextKind.EVIDENCE}"  # a text, too, that agencies never read


@dataclass(frozen=True, eq=False)
class Consent(Command):
    """Lets the agency know who one is, or no longer."""

    name = CommandName.CONSENT
    when = ANY_STATUS
    by = COMPLAINANT

    share_identity: bool

    def enact(self, change: Change) -> Change:
        shared = self.share_identity
        if shared == change.case.share_identity:
            return change
        data = {"share_identity": shared}
        return change.emit(EventName.CONSENT_CHANGED, data, share_identity=shared)


@dataclass(frozen=True, eq=False)
class Erase(Command):
    """Has one's identity forgotten once all is over; the record is kept."""

    name = CommandName.ERASE
    when = FINISHED
    by = COMPLAINANT

    def enact(self, change: Change) -> Change:
        """Erases where the law allows: the case is over, and no court or inquiry needs it whole."""
        case = change.case
        if case.hold or not case.finished:
            raise ActRefused(self.name, _HELD if case.hold else _FOLLOWED)
        if case.anonymous or "identity" in case.forgotten:
            return change
        return forgotten(change, ("identity",), {"identities": 1}).without_identity()


@dataclass(frozen=True, eq=False)
class Redact(Command):
    """Gives agencies other words to read instead of what somebody wrote.

    The office goes on reading the original.
    """

    name = CommandName.REDACT
    when = ANY_STATUS
    by = OFFICE_STAFF

    message_id: str
    text: str

    @property
    def needs(self) -> Needs:
        """Needs the event that names the message; none for what is no message_id."""
        found = _MESSAGE_ID.fullmatch(self.message_id)
        told = found and not self.message_id.endswith(_FILE_NAME)
        return Needs(event=int(found[1]) if found and told else None)

    def enact(self, change: Change) -> Change:
        event = change.loaded.event
        if event is None or event.data.get("text") != self.message_id:
            remedy = "Give the message_id of a message of this case."
            raise InvalidInput.of("message_id", remedy)
        change, text = change.write(TextKind.REDACTION, Audience.AGENCY, {"text": self.text})
        earlier = change.case.redactions.get(self.message_id)
        hidden = [self.message_id] + ([earlier] if earlier is not None else [])
        return change.emit(
            EventName.REDACTED,
            text | {"of": self.message_id},
            redactions=dict.fromkeys(hidden, text["text"]),
        )
