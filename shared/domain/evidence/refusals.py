"""What can be said of a file before it is sent, and how a refusal is told."""

from collections.abc import Mapping

from shared.domain.errors import InvalidInput
from shared.domain.evidence.evidence import Declared, Evidence
from shared.domain.evidence.limits import Limits
from shared.domain.evidence.names import kind_of_media_type, kind_of_name
from shared.domain.vocabulary import EvidenceState, Reason

_COUNTED = (EvidenceState.AWAITING_UPLOAD, EvidenceState.SCANNING, EvidenceState.AVAILABLE)

MESSAGES: Mapping[Reason, str] = {
    Reason.WRONG_TYPE: "Choose a file of one of these types: {types}.",
    Reason.TOO_BIG: "The file is too big. Choose a smaller one.",
    Reason.EMPTY: "The file is empty. Choose another one.",
    Reason.INFECTED: "The file contains a virus. Choose another one.",
    Reason.PASSWORD_PROTECTED: "The file is protected by a password. Remove it and send it again.",
    Reason.NOT_UPLOADED: "The file could not be uploaded. Send it again.",
    Reason.TOO_MANY: "This case holds as many files as it may.",
}


class Refused(InvalidInput):
    """The file can't be taken, known before it is sent. `reason` is what the pages translate."""

    def __init__(self, reason: Reason, field_name: str, limits: Limits) -> None:
        message = MESSAGES[reason].format(types=limits.types)
        super().__init__(InvalidInput.of(field_name, message).errors)
        self.reason = reason


def refuse_at_once(declared: Declared, held: Mapping[str, Evidence], limits: Limits) -> None:
    """Raises Refused for what is wrong with the declared file, or with its number."""
    counted = [one for one in held.values() if one.state in _COUNTED]
    if len(counted) >= limits.max_files or len(held) >= limits.max_requests:
        raise Refused(Reason.TOO_MANY, "name", limits)
    size = declared.size_bytes
    if size is not None and size <= 0:
        raise Refused(Reason.EMPTY, "size_bytes", limits)
    if size is not None and size > limits.max_bytes:
        raise Refused(Reason.TOO_BIG, "size_bytes", limits)
    _refuse_types(declared, limits)


def _refuse_types(declared: Declared, limits: Limits) -> None:
    said = []
    if declared.name is not None:
        said.append(("name", kind_of_name(declared.name)))
    if declared.content_type is not None:
        said.append(("content_type", kind_of_media_type(declared.content_type)))
    for field_name, kind in said:
        if kind is None or kind.name not in limits.kinds or kind != said[0][1]:
            raise Refused(Reason.WRONG_TYPE, field_name, limits)
