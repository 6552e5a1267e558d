"""The alert of a level that cases of one agency reached, and its words by mail and by SMS."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.notify.letters.layout import Block, Lines, Link
from functions.notify.letters.letterhead import (
    Letterhead,
    clock_name,
    first_lines,
    reference_or_count,
)
from shared.domain.deadlines.escalation import UNASSIGNED
from shared.domain.instants import from_text
from shared.messages import text
from shared.ports import Delivery, Letter


@dataclass(frozen=True)
class LevelAlert:
    """Holds what the workflow passes on; `escalations` say what is owed, and since when."""

    agency: str
    urgency: str
    level: int
    act: str
    call_out: bool
    wait_minutes: int
    policy_version: str
    escalations: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "LevelAlert":
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})

    def deliveries(self, recipient: str, channel: str) -> Sequence[Delivery]:
        return [
            Delivery(one["reference"], one["seq"], recipient, channel) for one in self.escalations
        ]

    def about(self, deliveries: Sequence[Delivery]) -> Sequence[Mapping[str, Any]]:
        """Returns the escalations that these deliveries tell of."""
        events = {(one.reference, one.seq) for one in deliveries}
        return [one for one in self.escalations if (one["reference"], one["seq"]) in events]


@dataclass(frozen=True)
class LevelAlertWords:
    office: Letterhead
    alert: LevelAlert

    def letter(self, to: str, deliveries: Sequence[Delivery], take: str | None) -> Letter:
        """Writes the mail. Without a link to take the case, it points to the queue."""
        office, alert = self.office, self.alert
        language = office.language
        cases = alert.about(deliveries)
        references = [one["reference"] for one in cases]
        params = {"agency": office.agency(alert.agency), "level": alert.level}
        if take is None:
            subject = text(
                language,
                f"{self._reason}.subject",
                which=reference_or_count(references),
                **params,
            )
            ask: Sequence[Block] = (
                text(language, f"act.{alert.act}"),
                text(language, "desk.open"),
                Link(office.desk),
            )
            intro = text(language, f"{self._reason}.intro", **params)
        else:
            subject = text(language, "call_out.subject", reference=references[0], **params)
            ask = self._take_blocks(take)
            intro = text(language, "call_out.intro", **params)
        lines = Lines(first_lines([self._line(one) for one in cases], language))
        return office.letter(to, language, subject, (intro, lines, *ask), deliveries)

    def short(self, deliveries: Sequence[Delivery], take: str | None) -> str:
        """Writes the SMS: which case, and where to go."""
        language, alert = self.office.language, self.alert
        references = [one.reference for one in deliveries]
        office = self.office.name(language)
        if take is not None:
            return text(language, "sms.call_out", office=office, reference=references[0], link=take)
        return text(
            language,
            f"sms.{self._reason}",
            office=office,
            agency=self.office.agency(alert.agency),
            level=alert.level,
            which=reference_or_count(references),
            link=self.office.desk,
        )

    @property
    def _reason(self) -> str:
        """Returns the reason, which all cases of one alert share."""
        return UNASSIGNED if self.alert.escalations[0]["cause"] == UNASSIGNED else "missed"

    def _take_blocks(self, take: str) -> Sequence[Block]:
        language, minutes = self.office.language, self.alert.wait_minutes
        asked: list[Block] = [text(language, "call_out.take"), Link(take)]
        if minutes:
            asked.append(text(language, "call_out.next", minutes=minutes))
        return asked

    def _line(self, escalation: Mapping[str, Any]) -> str:
        language, reference = self.office.language, escalation["reference"]
        if escalation["clock"] is None:
            return text(language, "line.plain", reference=reference)
        return text(
            language,
            "line.missed" if self._reason == "missed" and not self.alert.call_out else "line.due",
            reference=reference,
            clock=clock_name(language, escalation["clock"]),
            date=self.office.deadline(language, from_text(escalation["due_at"])),
        )
