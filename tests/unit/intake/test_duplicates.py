"""What may be the same complaint twice, and what is never shown as such."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from functions.intake.service.similarity import alike, normal
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.procedure.merging import Merge
from shared.domain.procedure.safeguards import NameSubject
from shared.domain.vocabulary import Role
from tests.fakes import FakeCases, a_policy
from tests.policy_document import document
from tests.unit.intake.asking import FOREIGNER, OFFICER, OMBUDSMAN, complaint
from tests.unit.intake.world import Filed, World

TOLD = "The health centre of the third district has had no medicine for the children since May."
AGAIN = "Since May the health centre of the third district has no medicine for children!"
OTHER = "My retirement papers were lost between two ministries, and nobody answers my letters."
BOSS = Actor(Role.OMBUDSMAN, "ombudsman")


def references(filed: Filed, claims: object = OFFICER) -> list[str]:
    answer = filed.shown("duplicates", claims)  # type: ignore[arg-type]
    assert answer.status == 200, answer.text
    return [one["reference"] for one in answer.json["items"]]


def test_the_same_told_in_other_words_order_is_shown_with_its_likeness(world: World) -> None:
    first = world.file(description=TOLD)
    second = world.file(description=AGAIN, co_complainants_count=4)
    world.file(description=OTHER)
    (found,) = first.shown("duplicates", OFFICER).json["items"]
    assert found["reference"] == second.reference
    assert 70 <= found["similarity"] < 100
    case = world.store.load(second.reference)
    assert (found["status"], found["complainants"]) == ("received", case.complainants)
    assert found["received_at"].startswith("2026-11-24T12:0")
    assert references(second) == [first.reference]


def test_the_likest_comes_first(world: World) -> None:
    first = world.file(description=TOLD)
    near, same = world.file(description=AGAIN), world.file(description=TOLD)
    assert references(first) == [same.reference, near.reference]


def test_the_likest_twenty_are_shown_and_no_more(world: World) -> None:
    first = world.file(description=TOLD)
    for _ in range(22):
        world.file(description=TOLD)
    assert len(references(first)) == 20


class Counting(FakeCases):
    """Remembers whose complaints were read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def complaints(self, references: Sequence[str]) -> dict[str, str]:
        self.read = list(references)
        return super().complaints(references)


def test_the_two_hundred_nearest_in_time_are_compared_and_none_further_away() -> None:
    """They came one after another, ten seconds apart: the last is the furthest from the first."""
    store = Counting()
    world = World(store=store)
    filed = [world.file(description=OTHER) for _ in range(203)]
    references(filed[0])
    assert store.read == [one.reference for one in filed[:201]]
    references(filed[-1])
    assert sorted(store.read) == sorted(one.reference for one in filed[-201:])


def test_another_agencys_complaint_is_no_duplicate_even_to_the_office(world: World) -> None:
    first = world.file(description=TOLD)
    world.file(description=TOLD, category="detention")
    assert references(first, OMBUDSMAN) == []


@pytest.mark.parametrize(("days", "shown"), [(29, 1), (32, 0)])
def test_only_what_came_within_the_window_is_compared(days: int, shown: int) -> None:
    world = World()
    first = world.file(description=TOLD)
    world.now += timedelta(days=days)
    second = world.file(description=TOLD)
    assert (len(references(first)), len(references(second))) == (shown, shown)


def test_the_policy_says_how_alike_and_how_far_apart() -> None:
    rules = {"window": {"calendar_days": 2}, "similarity": 100}
    world = World(a_policy(**document(duplicates=rules)))
    first = world.file(description=TOLD)
    world.file(description=AGAIN)
    same = world.file(description=TOLD)
    assert references(first) == [same.reference]


def test_a_case_that_concerns_the_reader_is_not_shown_to_them() -> None:
    staff = {"officer.health": {"agency": "health"}, "nurse": {"agency": "health"}}
    world = World(a_policy(**document(staff=staff)))
    first, second = world.file(description=TOLD), world.file(description=TOLD)
    naming = NameSubject("officer.health", "It is about them.")
    world.casework.perform(second.reference, naming, BOSS, Moment.at(world.now))
    assert references(first) == []
    assert references(first, OMBUDSMAN) == [second.reference]
    assert second.shown("duplicates", OFFICER).status == 404


def test_what_already_follows_another_case_is_not_shown_again(world: World) -> None:
    first, second = world.file(description=TOLD), world.file(description=TOLD)
    moment = Moment.at(world.now)
    world.casework.perform(second.reference, Merge(first.reference), BOSS, moment)
    assert references(first) == []


def test_a_complaint_that_ended_meanwhile_is_still_shown(world: World) -> None:
    first, second = world.file(description=TOLD), world.file(description=TOLD)
    assert second.act("withdraw").status == 200
    (found,) = first.shown("duplicates", OFFICER).json["items"]
    assert found["status"] == "withdrawn"


def test_a_foreign_case_has_no_duplicates_to_show(world: World) -> None:
    assert world.file(description=TOLD).shown("duplicates", FOREIGNER).status == 404


def test_nothing_that_was_written_is_told(world: World) -> None:
    first = world.file(description=TOLD)
    world.file(description=TOLD, complainant={"name": "A. Person"})
    answer = first.shown("duplicates", OFFICER)
    assert "medicine" not in answer.text and "A. Person" not in answer.text
    assert "medicine" not in world.logged


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’ÉCOLE n’a pas répondu.", "l'ecole n'a pas repondu"),
        ("¿Dónde está la señal?", "donde esta la senal"),
        ("الإِدَارَةُ لا تَرُدُّ", "الادارة لا ترد"),
        ("العـــدالة", "العدالة"),
    ],
    ids=["French", "Spanish", "Arabic vowels", "Arabic lengthening"],
)
def test_case_accents_and_vowel_signs_make_no_difference(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_words_without_letters_are_like_nothing() -> None:
    assert alike("…!", {"a": "…!", "b": ""}, 1, 5) == {}
    assert alike(TOLD, {"a": "…!"}, 1, 5) == {}


def test_the_longest_complaints_are_compared_quickly_by_how_they_begin() -> None:
    longest = complaint(description="word " * 2_000)["description"]
    assert alike(longest, {str(one): longest for one in range(200)}, 70, 20).keys() >= {"0"}
    assert len(normal(longest)) <= 2_000
