"""Consent, erasure, redaction: who learns what of the people in a case from now on."""

import re

from shared.domain.case.change import Change
from shared.domain.case.events import Event
from shared.domain.commands import Consent, Erase, Redact
from shared.domain.deciding.following import follow
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.procedure.table import possible
from shared.domain.retention import forgotten
from shared.domain.vocabulary import Audience, EventName, TextKind

_HELD = "The case is on hold for a court or an inquiry: nothing of it may be erased now."
_FOLLOWED = "The office still follows up what was promised: ask again when that is over."
_MESSAGE_ID = re.compile(r"(\d{6})-[a-z_]{1,30}", re.ASCII)
_FILE_NAME = "-evidence"  # a text, too, that agencies never read


def told_at(message_id: str) -> int:
    """The number of the event that would tell of this message; 0 for what is no message_id."""
    found = _MESSAGE_ID.fullmatch(message_id)
    return int(found[1]) if found and not message_id.endswith(_FILE_NAME) else 0


def require_told(message_id: str, event: Event | None) -> None:
    """Raises InvalidInput unless the event tells of this very message."""
    if event is None or event.data.get("text") != message_id:
        raise _no_such_message()


def _no_such_message() -> InvalidInput:
    return InvalidInput.of("message_id", "Give the message_id of a message of this case.")


@follow.register
def _(command: Consent, change: Change) -> Change:
    if command.share_identity == change.case.share_identity:
        return change
    shared = command.share_identity
    return change.emit(EventName.CONSENT_CHANGED, {"share_identity": shared}, share_identity=shared)


@follow.register
def _(command: Erase, change: Change) -> Change:
    """Where the law allows: the case is over, and no court or inquiry needs it whole."""
    case = change.case
    if case.hold or not case.finished:
        why = _HELD if case.hold else _FOLLOWED
        others = [name for name in possible(case, change.policy) if name != command.name]
        raise NotPossible(command.name, case.status, others, why)
    if case.anonymous or "identity" in case.forgotten:
        return change
    return forgotten(change, ("identity",), {"identities": 1}).without_identity()


@follow.register
def _(command: Redact, change: Change) -> Change:
    if not 0 < told_at(command.message_id) <= change.case.seq:
        raise _no_such_message()
    change, text = change.write(TextKind.REDACTION, Audience.AGENCY, {"text": command.text})
    earlier = [old for old in (change.case.redactions.get(command.message_id),) if old is not None]
    instead = dict.fromkeys((command.message_id, *earlier), text["text"])
    return change.emit(EventName.REDACTED, text | {"of": command.message_id}, redactions=instead)
