"""The letterhead: the office's names, its time zone, the addresses of its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.notify.letters.layout import Block, as_html, as_text
from shared.domain.case.events import sha256
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.messages import has_text, long_date, long_deadline, spoken, text
from shared.ports import Delivery, Letter

MOST_LINES = 100


@dataclass(frozen=True)
class Letterhead:
    """Names the office of this policy. Its own letters are in the first of its languages."""

    policy: Policy
    public_url: str

    @property
    def language(self) -> str:
        return spoken(*self.policy.office.languages)

    @property
    def desk(self) -> str:
        return f"{self.public_url}/desk"

    def language_of(self, complainant: str) -> str:
        return spoken(complainant, *self.policy.office.languages)

    def tracking(self, reference: str) -> str:
        return f"{self.public_url}/complaints/{reference}"

    def take(self, token: str) -> str:
        return f"{self.public_url}/v1/alerts/{token}/take"

    def name(self, language: str) -> str:
        return _named(self.policy.office.name, language)

    def agency(self, agency: str) -> str:
        if agency == OFFICE:
            return self.name(self.language)
        known = self.policy.agencies.get(agency)
        return agency if known is None else _named(known.name, self.language)

    def date(self, language: str, instant: datetime) -> str:
        return long_date(language, instant, self.policy.office.time_zone)

    def deadline(self, language: str, due: datetime) -> str:
        return long_deadline(language, due, self.policy.office.time_zone)

    def letter(
        self,
        to: str,
        language: str,
        subject: str,
        blocks: Sequence[Block],
        deliveries: Sequence[Delivery],
    ) -> Letter:
        """Puts greeting and signature around the blocks. Its id follows from its deliveries."""
        whole: Sequence[Block] = (
            text(language, "mail.hello"),
            *blocks,
            self.name(language),
            text(language, "mail.automatic"),
        )
        about = "\n".join(sorted(f"{delivery}" for delivery in deliveries))
        html = as_html(language, subject, whole)
        return Letter(to, subject, as_text(whole), html, sha256(about)[:32])


def _named(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()))


def reference_or_count(references: Sequence[str]) -> str:
    """Returns what a subject says: the one reference, or how many cases."""
    cases = set(references)
    return references[0] if len(cases) == 1 else str(len(cases))


def first_lines(lines: Sequence[str], language: str) -> Sequence[str]:
    """Cuts a letter's list at a hundred lines, and says how many more the queue has."""
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], text(language, "line.more", count=len(lines) - MOST_LINES)]


def clock_name(language: str, clock: str) -> str:
    """Names a clock in words; one of the office's own making by the name in its policy."""
    clock = "step" if clock.startswith(STEP) else clock
    return text(language, f"clock.{clock}") if has_text(f"clock.{clock}") else clock
