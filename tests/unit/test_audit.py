"""Whatever is done to a chain behind its back, the first broken link is named."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.audit.attestation import Attestation, Head, days_to_look_at, links, read, write
from shared.domain.audit.chain import Attested, Kept, broken_texts, verify
from shared.domain.case.events import GENESIS, Actor, Event, sealed, sha256
from shared.domain.vocabulary import EventName, Role

FORGED: Any = "forged"  # no event that there is
REFERENCE = "BF-7K3M-92QF-4"
DAY = date(2026, 11, 24)
START = datetime(2026, 11, 24, tzinfo=UTC)


def chain(
    length: int, *, after: Sequence[Event] = (), name: EventName = EventName.NOTED
) -> list[Event]:
    found = list(after)
    while len(found) < length:
        seq = len(found) + 1
        at = START + timedelta(minutes=seq)
        event = Event(
            REFERENCE, seq, name, at, at, Actor(Role.OFFICER, "o", "health"), f"{seq:064x}"
        )
        found.append(sealed(event, found[-1].hash if found else GENESIS))
    return found


def attests(events: Sequence[Event], *seqs: int) -> list[Attested]:
    return [Attested(Head(REFERENCE, seq, events[seq - 1].hash), DAY) for seq in seqs]


@given(length=st.integers(1, 30), data=st.data())
def test_an_event_changed_in_any_field_is_the_first_broken_link(
    length: int, data: st.DataObject
) -> None:
    events = chain(length)
    place = data.draw(st.integers(0, length - 1))
    change: Any = data.draw(
        st.sampled_from(
            [
                {"name": "closed"},
                {"data": {"result": "upheld"}},
                {"changes": {"status": "closed"}},
                {"actor": Actor(Role.OMBUDSMAN, "o")},
                {"recorded_at": START - timedelta(days=1)},
                {"occurred_at": START - timedelta(days=1)},
                {"operation_id": "0" * 64},
                {"hash": "f" * 64},
                {"previous": "f" * 64},
                {"reference": "BF-0000-0000-0"},
                {"seq": length + 7},
            ]
        )
    )
    events[place] = replace(events[place], **change)
    fault = verify(REFERENCE, events)
    assert fault is not None
    assert fault.seq == place + 1


@given(length=st.integers(2, 30), data=st.data())
def test_an_event_taken_out_is_missed_where_it_stood(length: int, data: st.DataObject) -> None:
    whole = chain(length)
    place = data.draw(st.integers(0, length - 1))
    fault = verify(REFERENCE, whole[:place] + whole[place + 1 :], whole[-1].hash, length)
    assert fault is not None
    assert fault.seq == place + 1


@given(length=st.integers(2, 30), data=st.data())
def test_the_first_of_two_events_that_changed_places_is_named(
    length: int, data: st.DataObject
) -> None:
    events = chain(length)
    one, other = sorted(data.draw(st.sets(st.integers(0, length - 1), min_size=2, max_size=2)))
    events[one], events[other] = events[other], events[one]
    fault = verify(REFERENCE, events)
    assert fault is not None
    assert fault.seq == one + 1


@given(length=st.integers(1, 30), data=st.data())
def test_an_event_put_in_between_is_named(length: int, data: st.DataObject) -> None:
    events = chain(length)
    place = data.draw(st.integers(0, length - 1))
    forged = replace(events[place], name=FORGED, seq=place + 1)
    forged = sealed(forged, events[place - 1].hash if place else GENESIS)
    fault = verify(REFERENCE, [*events[:place], forged, *events[place:]])
    assert fault is not None
    assert fault.seq == place + 2  # the forged one fits; what follows it doesn't any more


@given(length=st.integers(2, 30), data=st.data())
def test_a_chain_cut_off_below_a_signed_head_is_named_though_the_case_agrees(
    length: int, data: st.DataObject
) -> None:
    whole = chain(length)
    kept = data.draw(st.integers(0, length - 1))
    signed = data.draw(st.integers(kept + 1, length))
    rest = whole[:kept]
    tip = rest[-1].hash if rest else GENESIS
    assert verify(REFERENCE, rest, tip, kept) is None
    fault = verify(REFERENCE, rest, tip, kept, attests(whole, signed))
    assert fault is not None
    assert fault.seq == kept + 1


@given(length=st.integers(2, 30), data=st.data())
def test_a_chain_hashed_anew_shows_against_what_was_signed_and_where_it_was_right_last(
    length: int, data: st.DataObject
) -> None:
    whole = chain(length)
    place = data.draw(st.integers(0, length - 1))
    forged = chain(length, after=whole[:place], name=FORGED)
    assert verify(REFERENCE, forged, forged[-1].hash, length) is None
    good = data.draw(st.integers(0, place))
    bad = data.draw(st.integers(place + 1, length))
    vouching = attests(whole, *([good] if good else []), bad)
    fault = verify(REFERENCE, forged, forged[-1].hash, length, vouching)
    assert fault is not None
    assert fault.seq == good + 1 <= place + 1


@given(length=st.integers(0, 30), data=st.data())
def test_a_chain_that_was_only_added_to_since_holds(length: int, data: st.DataObject) -> None:
    events = chain(length)
    signed = sorted(data.draw(st.sets(st.integers(1, length)))) if length else []
    tip = events[-1].hash if events else GENESIS
    assert verify(REFERENCE, events, tip, length, attests(events, *signed)) is None


def attestation(day: date, previous: str) -> str:
    at = datetime.combine(day, START.time(), UTC)
    return write(Attestation(day, at, previous, (Head(REFERENCE, 1, "a" * 64),)))


def test_an_attestation_reads_back_as_it_was_written() -> None:
    text = attestation(DAY, GENESIS)
    assert write(read(text)) == text


@given(days=st.integers(2, 8), data=st.data())
def test_an_attestation_left_out_is_noticed_at_the_next(days: int, data: st.DataObject) -> None:
    texts: list[str] = []
    for number in range(days):
        previous = sha256(texts[-1]) if texts else GENESIS
        texts.append(attestation(DAY + timedelta(days=number), previous))
    assert [reason for _, reason in links(texts)] == [None] * days
    gone = data.draw(st.integers(0, days - 2))
    reasons = [reason for _, reason in links(texts[:gone] + texts[gone + 1 :])]
    assert [place for place, reason in enumerate(reasons) if reason] == [gone]


def test_a_day_that_was_missed_is_looked_at_by_the_next_attestation() -> None:
    three_days_ago = DAY - timedelta(days=3)
    assert days_to_look_at(three_days_ago, DAY)[0] == three_days_ago
    assert len(days_to_look_at(three_days_ago, DAY)) == 4


def told(length: int, forgotten_at: int = 0) -> tuple[list[Event], dict[str, Kept]]:
    """Events that each tell of a text, one of them that all before it were forgotten."""
    events = chain(length)
    kept = {}
    for place, event in enumerate(events):
        text_id, words = f"{event.seq:06d}-note", sha256(f"words {event.seq}")
        data = {"text": text_id, "sha256": words, "audience": "internal"}
        kept[text_id] = Kept(None if event.seq < forgotten_at else words, "internal")
        events[place] = replace(event, data=data)
        if event.seq == forgotten_at:
            events[place] = replace(event, name=EventName.FORGOTTEN, data={"kinds": ["messages"]})
    return events, kept


@given(length=st.integers(1, 30), data=st.data())
def test_each_text_that_does_not_fit_its_event_is_named_and_no_other(
    length: int, data: st.DataObject
) -> None:
    forgotten_at = data.draw(st.integers(0, length))
    events, kept = told(length, forgotten_at)
    assert list(broken_texts(REFERENCE, events, kept)) == []
    touched = data.draw(st.sets(st.integers(forgotten_at + 1, length + 1))) - {length + 1}
    for seq in touched:
        text_id = f"{seq:06d}-note"
        wrong = (Kept("0" * 64, "internal"), Kept(kept[text_id].sha256, "agency"))
        instead = data.draw(st.sampled_from([*wrong, Kept(None, "internal"), None]))
        kept = {name: one for name, one in kept.items() if name != text_id}
        kept |= {} if instead is None else {text_id: instead}
    found = list(broken_texts(REFERENCE, events, kept))
    assert [one.seq for one in found] == sorted(touched)
    assert [one.text for one in found] == [f"{seq:06d}-note" for seq in sorted(touched)]


@pytest.mark.parametrize(
    ("kinds", "excused"),
    [(["messages"], True), (["identity"], False), (["identity", "messages"], True), ([], False)],
)
def test_words_that_are_gone_are_excused_only_by_an_event_that_forgot_words(
    kinds: list[str], excused: bool
) -> None:
    """Who complained may be forgotten long before what was written."""
    events, kept = told(3, forgotten_at=3)
    events[2] = replace(events[2], data={"kinds": kinds})
    found = [one.seq for one in broken_texts(REFERENCE, events, kept)]
    assert found == ([] if excused else [1, 2])
