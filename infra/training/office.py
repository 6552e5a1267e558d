"""An office to teach with: some months of work of four services, in every status.

The same cases come whenever it is seeded on the same day, so that a trainer can prepare. Nobody in
it exists, and no name in it looks like anybody's.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from infra.training.lives import CITIZEN, OFFICER, SUPERVISOR, Life, Step, lives, shared_out
from shared.application.casework import Casework
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.procedure.complaint import FileComplaint
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.merging import Merge
from shared.domain.vocabulary import FINISHED, Status
from shared.ports import CaseStore

WORDS: Mapping[str, Mapping[str, str]] = json.loads(
    Path(__file__).with_name("complaints.json").read_text(encoding="utf-8")
)
CHANNELS = ("form", "form", "form", "counter", "letter", "phone", "mail")
# Open cases are young enough that few deadlines have passed: an office that can be taught in.
LONGEST_AGO = timedelta(days=60)
LONGEST_OPEN = timedelta(days=9)
PERSON = Actor(CITIZEN, CITIZEN)


@dataclass(frozen=True)
class OnePolicy:
    """The policy in force, for every case of the training office."""

    policy: Policy

    def current(self) -> Policy:
        return self.policy

    def version(self, version: str) -> Policy:
        return self.policy


@dataclass
class TrainingOffice:
    store: CaseStore
    policy: Policy
    now: datetime

    def __post_init__(self) -> None:
        self.casework = Casework(self.store, OnePolicy(self.policy), os.urandom)
        self.chance = random.Random(20261201)  # noqa: S311 - the same office for every trainer
        self.leading: dict[str, str] = {}

    def seed(self, how_many: int, progress: Callable[[], None]) -> Mapping[Status, int]:
        """Fills the office, calling `progress` per case. Returns how many cases each status has."""
        due_on = (self.now + timedelta(days=30)).date().isoformat()
        planned = list(shared_out(how_many, lives(due_on)))
        self.chance.shuffle(planned)
        # the last to be filed are those that are joined with an earlier one
        planned.sort(key=lambda one: one.status == Status.MERGED)
        done: Counter[Status] = Counter()
        for number, life in enumerate(planned):
            done[self._live(number, life)] += 1
            progress()
        return done

    def _live(self, number: int, life: Life) -> Status:
        longest = LONGEST_AGO if life.status in FINISHED else LONGEST_OPEN
        if not life.steps:
            longest = timedelta(days=3)
        at = self._workday(self.now - longest * self.chance.random())
        reference, agency = self._filed(number, at)
        if life.status == Status.MERGED and agency in self.leading:
            return self._do(reference, agency, (OFFICER, Merge(self.leading[agency])), at)
        status = Status.RECEIVED
        for step in life.steps:
            at = min(self.now, self._workday(at + timedelta(hours=self.chance.randint(1, 20))))
            status = self._do(reference, agency, step, at)
        if status == Status.RECEIVED:
            self.leading.setdefault(agency, reference)
        return status

    def _filed(self, number: int, at: datetime) -> tuple[str, str]:
        pilot = [one for one in self.policy.categories.values() if one.agency != OFFICE]
        category = pilot[number % len(pilot)]
        kind = category.category_id.removeprefix(f"{category.agency}_")
        language = self.chance.choice(("fr", "fr", "fr", "en"))
        anonymous = self.chance.random() < 0.2
        identity: dict[str, Any] = {"name": f"Personne {number + 1:03}"}
        identity["email"] = f"personne.{number + 1:03}@example.org"
        complaint = FileComplaint(
            category=category.category_id,
            description=WORDS[kind][language],
            language=language,
            identity=None if anonymous else identity,
            co_complainants_count=self.chance.choice((0, 0, 0, 0, 3, 24)),
            channel=self.chance.choice(CHANNELS),
            urgent_answers={"danger_now": number % 60 == 0, "vulnerable": number % 9 == 0},
        )
        filed = self.casework.file(complaint, PERSON, at, lambda one: {"reference": one.reference})
        return str(filed.answer["reference"]), category.agency

    def _do(self, reference: str, agency: str, step: Step, at: datetime) -> Status:
        role, command = step
        if isinstance(command, Assign):
            command = replace(command, assignee=f"officer.{agency}")
        name = f"{role}.{agency}" if role in (OFFICER, SUPERVISOR) else role
        actor = Actor(role, name, agency if role in (OFFICER, SUPERVISOR) else None)
        return self.casework.perform(reference, command, actor, Moment.at(at)).status

    def _workday(self, at: datetime) -> datetime:
        """The same or the next instant at which the office works, in whole minutes."""
        calendar = self.policy.calendars[self.policy.rules_for({})["resolve"].calendar]
        return calendar.deadline(at.replace(second=0, microsecond=0), timedelta(minutes=1))
