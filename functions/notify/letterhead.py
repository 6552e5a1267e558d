"""The office as its letters show it: its names, its zone, the addresses of its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.notify.mail_layout import Block, as_html, as_text
from shared.domain.case.events import sha256
from shared.domain.policy.model import OFFICE, Policy
from shared.messages import long_date, spoken, text
from shared.ports import Delivery, Letter

MOST_LINES = 100


@dataclass(frozen=True)
class Office:
    """The office of this policy. Its own letters are in the first of its languages."""

    policy: Policy
    public_url: str

    @property
    def language(self) -> str:
        return spoken(*self.policy.languages)

    @property
    def desk(self) -> str:
        return f"{self.public_url}/desk"

    def language_of(self, complainant: str) -> str:
        return spoken(complainant, *self.policy.languages)

    def tracking(self, reference: str) -> str:
        return f"{self.public_url}/complaints/{reference}"

    def take(self, token: str) -> str:
        return f"{self.public_url}/v1/alerts/{token}/take"

    def name(self, language: str) -> str:
        return _named(self.policy.office_name, language)

    def agency(self, agency: str) -> str:
        if agency == OFFICE:
            return self.name(self.language)
        known = self.policy.agencies.get(agency)
        return agency if known is None else _named(known.name, self.language)

    def date(self, language: str, instant: datetime) -> str:
        return long_date(language, instant, self.policy.time_zone)

    def letter(
        self,
        to: str,
        language: str,
        subject: str,
        blocks: Sequence[Block],
        deliveries: Sequence[Delivery],
    ) -> Letter:
        """Greeting and signature around the blocks; its id follows from what it tells of."""
        whole: Sequence[Block] = (
            text(language, "mail.hello"),
            *blocks,
            self.name(language),
            text(language, "mail.automatic"),
        )
        told = "\n".join(sorted(f"{one}" for one in deliveries))
        html = as_html(language, subject, whole)
        return Letter(to, subject, as_text(whole), html, sha256(told)[:32])


def _named(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()))


def which(references: Sequence[str]) -> str:
    """What a subject says of them: the one reference, or how many cases."""
    cases = set(references)
    return references[0] if len(cases) == 1 else str(len(cases))


def shortened(lines: Sequence[str], language: str) -> Sequence[str]:
    """A letter lists a hundred; the queue has the others."""
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], text(language, "line.more", count=len(lines) - MOST_LINES)]
