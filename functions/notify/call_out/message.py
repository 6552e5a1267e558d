"""What the workflow asks for: one contact to be alerted of a level, and the words for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.notify.letterhead import Office, shortened, which
from functions.notify.mail_layout import Block, Lines, Link
from shared.domain.deadlines.escalation import UNASSIGNED
from shared.domain.instants import from_text
from shared.domain.policy.model import STEP
from shared.messages import has_text, text
from shared.ports import Delivery, Letter


@dataclass(frozen=True)
class Call:
    """A level that cases of one agency reached; `escalations` say what is owed, and since when."""

    agency: str
    urgency: str
    level: int
    act: str
    call_out: bool
    wait_minutes: int
    policy_version: str
    escalations: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Call":
        return cls(**{name: document[name] for name in cls.__dataclass_fields__})

    def deliveries(self, recipient: str, channel: str) -> Sequence[Delivery]:
        return [
            Delivery(one["reference"], one["seq"], recipient, channel) for one in self.escalations
        ]

    def about(self, deliveries: Sequence[Delivery]) -> Sequence[Mapping[str, Any]]:
        """The escalations that these deliveries tell of."""
        told = {(one.reference, one.seq) for one in deliveries}
        return [one for one in self.escalations if (one["reference"], one["seq"]) in told]


@dataclass(frozen=True)
class CallWords:
    office: Office
    call: Call

    def letter(self, to: str, deliveries: Sequence[Delivery], take: str | None) -> Letter:
        """Without a link to take the case, the letter points to the queue."""
        office, call = self.office, self.call
        language = office.language
        told = call.about(deliveries)
        references = [one["reference"] for one in told]
        params = {"agency": office.agency(call.agency), "level": call.level}
        if take is None:
            subject = text(language, f"{self._why}.subject", which=which(references), **params)
            ask: Sequence[Block] = (
                text(language, f"act.{call.act}"),
                text(language, "desk.open"),
                Link(office.desk),
            )
            intro = text(language, f"{self._why}.intro", **params)
        else:
            subject = text(language, "call_out.subject", reference=references[0], **params)
            ask = self._asked(take)
            intro = text(language, "call_out.intro", **params)
        lines = Lines(shortened([self._line(one) for one in told], language))
        return office.letter(to, language, subject, (intro, lines, *ask), deliveries)

    def short(self, deliveries: Sequence[Delivery], take: str | None) -> str:
        """For a phone: which case, and where to go."""
        language, call = self.office.language, self.call
        references = [one.reference for one in deliveries]
        office = self.office.name(language)
        if take is not None:
            return text(language, "sms.call_out", office=office, reference=references[0], link=take)
        return text(
            language,
            f"sms.{self._why}",
            office=office,
            agency=self.office.agency(call.agency),
            level=call.level,
            which=which(references),
            link=self.office.desk,
        )

    @property
    def _why(self) -> str:
        """All that share a call climb for the same reason."""
        return UNASSIGNED if self.call.escalations[0]["cause"] == UNASSIGNED else "missed"

    def _asked(self, take: str) -> Sequence[Block]:
        language, minutes = self.office.language, self.call.wait_minutes
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
            "line.missed" if self._why == "missed" and not self.call.call_out else "line.due",
            reference=reference,
            clock=clock_name(language, escalation["clock"]),
            date=self.office.date(language, from_text(escalation["due_at"])),
        )


def clock_name(language: str, clock: str) -> str:
    """In words; a clock of the office's own making by the name that its policy gives it."""
    clock = "step" if clock.startswith(STEP) else clock
    return text(language, f"clock.{clock}") if has_text(f"clock.{clock}") else clock
