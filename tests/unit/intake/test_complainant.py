"""What complainants see of their case and can do about it, with nothing but their code."""

from datetime import timedelta

import pytest

from functions.intake.schemas.complainant_acts import ACTS
from functions.intake.service.case_for_complainant import PUBLIC_EVENTS
from shared import messages
from shared.domain.instants import to_text
from shared.domain.vocabulary import ClockName, Outcome, Reason, Status
from tests.unit.intake.asking import OFFICER, REGISTRAR, SUPERVISOR
from tests.unit.intake.world import Filed, World

NOTE, QUESTION, ANSWER = "The letter lies in room 4.", "Which ward was it?", "The second floor."
DECISION = "The ward must answer within a week."
REMEDY = {"what": "Answer the letter", "owner": "Ward 2", "due_on": "2026-12-08"}


@pytest.fixture
def filed(world: World) -> Filed:
    return world.file(complainant={"name": "A. Person", "email": "someone@example.org"})


def texts_of(filed: Filed) -> list[str]:
    seen = filed.see().json["messages"]
    return [one.get("text") or one["description"] for one in seen]


def test_a_fresh_complaint_says_where_it_stands_and_what_can_be_done(filed: Filed) -> None:
    seen = filed.see().json
    assert (seen["status"], seen["held_by"]["agency"]) == ("received", "health")
    assert seen["status_in_words"] == "We have received your complaint. Nobody has answered it yet."
    assert [one["event"] for one in seen["timeline"]] == ["filed"]
    assert [one["act"] for one in seen["possible"]] == [
        "consent",
        "evidence",
        "messages",
        "retaliation",
        "withdraw",
    ]
    assert {one["name"] for one in seen["clocks"]} == {"acknowledge", "resolve"}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_status_event_and_act_is_told_in_the_language_of_the_case(
    world: World, language: str
) -> None:
    filed = world.file(language=language)
    seen = filed.see().json
    told = [seen["status_in_words"], *(one["in_words"] for one in seen["timeline"])]
    told += [one["in_words"] for one in seen["possible"]]
    assert all(told) and len(set(told)) == len(told)
    if language == "ar":
        assert all("\u0600" <= one[0] <= "\u06ff" for one in told)


def test_a_code_is_read_however_it_is_typed(filed: Filed) -> None:
    typed = f" {filed.code[:8].lower()}-{filed.code[8:]} "
    assert filed.see(typed).status == 200
    low = filed.world.get(
        "/v1/complaints/{reference}",
        headers={"access-code": filed.code},
        path={"reference": filed.reference.replace("-", " ").lower()},
    )
    assert low.status == 200


@pytest.mark.parametrize("code", ["", "A" * 26, "é", "\u0130" * 26])
def test_wrong_and_missing_codes_and_unknown_references_are_one_answer(
    filed: Filed, code: str
) -> None:
    unknown = {"reference": "XT-0000-0000-0"}
    misspelt = {"reference": filed.reference[:-1] + "!"}
    route, headers = "/v1/complaints/{reference}", {"Access-Code": filed.code}
    missing = filed.world.get(route, path={"reference": filed.reference})
    others = [filed.world.get(route, headers=headers, path=one) for one in (unknown, misspelt)]
    wrong = filed.see(code)
    assert wrong.status == 404
    assert {one.text for one in (missing, *others)} == {wrong.text}


def test_acts_need_the_code_as_well(filed: Filed) -> None:
    reply = filed.act("messages", {"text": "x"}, **{"Access-Code": "A" * 26})
    assert (reply.status, reply.text) == (404, filed.see("wrong").text)
    assert len(filed.world.store.events(filed.reference)) == 1


def test_a_life_is_told_without_internal_words_or_names_of_staff(filed: Filed) -> None:
    filed.command("acknowledge", OFFICER, message="We have read it.")
    filed.command("note", OFFICER, text=NOTE, audience="internal")
    filed.command("request-information", OFFICER, question=QUESTION)
    assert filed.see().json["status"] == "awaiting_complainant"
    assert filed.act("messages", {"text": ANSWER}).status == 200
    filed.command(
        "propose-decision", OFFICER, outcome="upheld", summary=DECISION, remedies=[REMEDY]
    )
    before = filed.see()
    assert before.json["decision"] is None and DECISION not in before.text
    filed.command("sign-off", SUPERVISOR)
    after = filed.see()
    assert after.json["decision"]["summary"] == DECISION
    assert after.json["decision"]["remedies"] == [REMEDY]
    assert NOTE not in after.text
    assert "officer.health" not in after.text and "supervisor" not in after.text
    assert [one["event"] for one in after.json["timeline"]] == [
        "filed",
        "acknowledged",
        "information_requested",
        "message_received",
        "decision_signed_off",
    ]
    assert texts_of(filed)[1:] == ["We have read it.", QUESTION, ANSWER, DECISION]


def test_each_message_says_whether_the_complainant_or_the_office_wrote_it(filed: Filed) -> None:
    filed.command("acknowledge", OFFICER, message="We have read it.")
    filed.command("request-information", OFFICER, question=QUESTION)
    filed.act("messages", {"text": ANSWER})
    filed.command("reply", SUPERVISOR, text="Thank you.")
    told = [one["author"] for one in filed.see().json["messages"]]
    assert told == ["complainant", "office", "office", "complainant", "office"]


def test_a_clock_says_since_when_it_stands_still_and_nothing_once_it_runs_again(
    filed: Filed,
) -> None:
    def paused() -> dict[str, str | None]:
        clocks = (filed.see().json["clocks"], filed.seen_by(OFFICER).json["clocks"])
        theirs, ours = ({one["name"]: one["paused_at"] for one in shown} for shown in clocks)
        assert theirs == ours
        return theirs

    filed.command("acknowledge", OFFICER)
    for _ in range(2):  # of several pauses the last is meant
        assert paused() == {"acknowledge": None, "resolve": None}
        filed.command("request-information", OFFICER, question=QUESTION)
        asked = filed.world.store.events(filed.reference)[-1].occurred_at
        assert paused() == {"acknowledge": None, "resolve": to_text(asked)}
        filed.act("messages", {"text": ANSWER})
    assert paused() == {"acknowledge": None, "resolve": None}


def test_a_missed_deadline_is_told_openly(filed: Filed) -> None:
    due = filed.world.case.clocks["acknowledge"].due_at
    filed.world.casework.tick(filed.reference, due + timedelta(minutes=1))
    steps = {one["event"]: one["in_words"] for one in filed.see().json["timeline"]}
    assert steps["clock_missed"] == "A promised date was missed: acknowledgement."
    assert "escalated" in steps


def test_a_letter_that_was_recorded_for_somebody_is_theirs_to_read(world: World) -> None:
    body = {"category": "no_answer", "description": "By letter.", "language": "fr"}
    reply = world.post("/v1/cases", body, claims=REGISTRAR).json
    assert texts_of(Filed(world, reply["reference"], reply["access_code"])) == ["By letter."]


def test_a_withdrawn_complaint_takes_no_second_withdrawal(filed: Filed) -> None:
    done = filed.act("withdraw", {"reason": "It has been settled."}).json
    assert (done["status"], done["possible"][0]["act"]) == ("withdrawn", "consent")
    again = filed.act("withdraw")
    assert again.status == 409
    assert (again.json["case_status"], again.json["possible"]) == (
        "withdrawn",
        ["consent", "erase", "evidence", "feedback", "messages", "retaliation"],
    )


def test_an_unknown_act_names_those_that_there_are(filed: Filed) -> None:
    reply = filed.act("applaud", {"reason": "x"})
    assert (reply.status, reply.json["known"]) == (404, sorted(ACTS))


def test_an_act_repeated_with_its_key_is_done_once_and_answered_the_same(filed: Filed) -> None:
    key = {"Idempotency-Key": "k"}
    first = filed.act("messages", {"text": "Once."}, **key)
    filed.act("messages", {"text": "Something else."})
    again = filed.act("messages", {"text": "Once."}, **key)
    assert (again.status, again.text) == (200, first.text)
    assert texts_of(filed)[1:] == ["Once.", "Something else."]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_nothing_that_a_case_can_be_lacks_its_words(language: str) -> None:
    keys = [
        *(f"status.{one}" for one in Status),
        *(f"event.{one}" for one in PUBLIC_EVENTS),
        *(f"clock.{one}" for one in ClockName),
        *(f"outcome.{one}" for one in Outcome),
        *(f"act.{one}" for one in (*ACTS, "evidence")),
        *(f"evidence.{one}" for one in ("awaiting_upload", "scanning", "available")),
        *(f"reason.{one}" for one in Reason),
    ]
    told = [messages.text(language, key, clock="x", reason="y", types="z") for key in keys]
    assert all(told)
