"""Whole lives of complaints through the API, each as a story with its people."""

from datetime import UTC, date, datetime, timedelta

import pytest

from infra.local.cloud import Cloud
from tests.e2e.caller import Caller, eventually
from tests.e2e.story import Story

pytestmark = pytest.mark.e2e


def today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


def test_an_ordinary_complaint_from_receipt_to_the_remedy_that_was_promised(
    caller: Caller,
) -> None:
    soon = (today() + timedelta(days=30)).isoformat()
    remedy = {"what": "An apology in writing.", "owner": "Head of the clinic", "due_on": soon}
    story = Story.filed(caller, category="health_quality")
    assert story.running() >= {"acknowledge", "assess", "resolve", "keep_informed"}
    story.does("officer.health", "acknowledge", message="I have read it.")
    story.does("officer.health", "assess", result="accepted", message="We take it up.")
    case = story.does(
        "officer.health",
        "record",
        kind="interview",
        text="The nurse in charge was heard.",
        held_on=today().isoformat(),
    )
    assert case["status"] == "investigating"
    story.does("officer.health", "request-information", question="On which day was it?")
    assert story.clocks()["resolve"] == "paused"
    assert story.says("messages", text="On Tuesday.")["status"] == "investigating"
    assert story.clocks()["resolve"] == "running"
    story.does("officer.health", "request-information", question="Is it true?", to="agency")
    assert story.clocks()["agency_answer"] == "running"
    story.does("officer.health", "answer-request", text="It is.")
    assert story.clocks()["agency_answer"] == "met"
    story.does(
        "supervisor.health",
        "propose-decision",
        outcome="upheld",
        summary="You were right.",
        remedies=[remedy],
    )
    assert story.tries("supervisor.health", "sign-off").status == 409
    story.does("ombudsman", "return", reason="Say what will change.")
    story.does(
        "officer.health",
        "propose-decision",
        outcome="upheld",
        summary="You were right, and the rota changes.",
        remedies=[remedy],
    )
    assert story.sees()["decision"] is None
    story.does("supervisor.health", "sign-off")
    shown = story.sees()
    assert (shown["status"], shown["decision"]["outcome"]) == ("resolved", "upheld")
    assert shown["decision"]["remedies"] == [remedy]
    assert story.says("accept")["status"] == "resolved"
    story.does("officer.health", "close", lessons=["missing_staff"])
    assert story.running() == {"follow_up"}
    assert story.says("feedback", rating=5, text="Thank you.")["status"] == "closed"
    story.does("officer.health", "follow-up", remedy=1, done=True, text="The letter was sent.")
    case = caller.case(story.reference)
    assert (case["rating"], case["lessons"], case["satisfied"]) == (5, ["missing_staff"], True)
    assert story.running() == set()
    story.is_sound()


def test_an_urgent_complaint_is_taken_by_link_and_its_plan_is_worked_off(
    cloud: Cloud, caller: Caller
) -> None:
    story = Story.filed(
        caller, category="health_safety", urgent_answers={"danger_now": True}, language="fr"
    )
    assert {"reach", "secure", "report"} <= story.running()

    def link() -> str | None:
        letters = [one for one in cloud.mail() if story.reference in one["text"]]
        found = [one["text"].split("/v1/alerts/")[1] for one in letters if "/take" in one["text"]]
        return found[0].split("/take")[0] if found else None

    token = eventually(link)
    taken = caller.ask("POST", f"/v1/alerts/{token}/take")
    assert taken.status == 200
    assert caller.case(story.reference)["assignee"] == "officer.health"
    case = story.does("officer.health", "acknowledge", message="Je suis en route.")
    acknowledge = next(one for one in case["clocks"] if one["name"] == "acknowledge")
    assert acknowledge["state"] == "met"
    within = datetime.fromisoformat(acknowledge["due_at"]) - datetime.fromisoformat(
        case["received_at"]
    )
    assert within == timedelta(hours=1)
    case = story.does("officer.health", "complete-step", step="reach", text="Reached by phone.")
    assert {one["step"]: one["state"] for one in case["steps"]}["reach"] == "met"
    assert story.tries("officer.health", "complete-step", step="reach").status == 422
    told = [one for one in caller.chain(story.reference) if one["name"] == "alerted"]
    assert told or "taken" in caller.names(story.reference)
    story.is_sound()


def test_an_anonymous_complaint_is_answered_asked_and_not_taken_up_without_a_dead_end(
    caller: Caller,
) -> None:
    story = Story.filed(caller, category="health_records", already_before="court", complainant=None)
    case = caller.case(story.reference, "officer.health")
    assert case["complainant"]["anonymous"]
    assert "identity" not in case["complainant"]
    assert (case["jurisdiction"]["ground"], case["jurisdiction"]["refer_to"]) == (
        "before_court",
        "court_in_charge",
    )
    story.does("officer.health", "acknowledge")
    story.does("officer.health", "request-information", question="Has the court decided?")
    story.says("messages", text="Not yet.")
    story.does(
        "officer.health",
        "assess",
        result="not_accepted",
        ground="before_court",
        message="A court has it. Come back when it has closed the matter.",
    )
    shown = story.sees()
    assert shown["status"] == "not_accepted"
    assert story.running() == set()
    assert "appeal" in {one["act"] for one in shown["possible"]}
    assert story.says("appeal", reason="The court has sent me to you.")["status"] == "acknowledged"
    again = story.tries("officer.health", "assess", result="accepted", message="x")
    assert again.status == 409
    story.does("officer2.health", "assess", result="accepted", message="Then we take it up.")
    story.is_sound()


def test_a_collective_complaint_takes_another_with_it_and_both_hear_the_decision(
    caller: Caller,
) -> None:
    many = Story.filed(
        caller,
        category="health_fees",
        co_complainants_count=40,
        complainant={"name": "A. Leader"},
    )
    one = Story.filed(caller, category="health_fees", description="The same fees, for me, too.")
    one.does("officer.health", "merge", into=many.reference)
    assert one.sees()["status"] == "merged"
    case = caller.case(many.reference)
    assert (case["complainants"], case["followed_by"]) == (42, [one.reference])
    many.does("officer.health", "acknowledge")
    many.decided("partly_upheld")
    followed = one.sees()
    assert followed["follows"]["status"] == "resolved"
    assert followed["decision"]["outcome"] == "partly_upheld"
    assert "A. Leader" not in str(followed)
    assert one.running() == set()
    many.is_sound()
    one.is_sound()


def test_a_complaint_that_is_anothers_to_decide_is_handed_over_and_asked_after(
    caller: Caller,
) -> None:
    story = Story.filed(caller, category="justice_judgment")
    case = caller.case(story.reference, "officer.justice")
    assert case["jurisdiction"]["refer_to"] == "higher_court"
    message = "You have two months to appeal there; this is how."
    case = story.does("officer.justice", "refer", to="higher_court", message=message)
    assert (case["status"], case["referred_to"]) == ("referred", "higher_court")
    shown = story.sees()
    letter = next(one for one in shown["messages"] if one["kind"] == "referral")
    assert (letter["text"], letter["to"]) == (message, "Appeal to the higher court")
    assert story.running() == {"follow_up"}
    story.does("officer.justice", "follow-up", done=False, text="No answer from there yet.")
    assert story.running() == {"follow_up"}
    story.does("officer.justice", "follow-up", done=True, text="The court has registered it.")
    assert story.running() == set()
    story.is_sound()


def test_a_complaint_that_both_sides_settle_is_signed_by_a_second_person(caller: Caller) -> None:
    story = Story.filed(caller, category="health_quality")
    story.does("officer.health", "acknowledge")
    refused = story.tries("officer.health", "mediate", step="propose", text="x")
    assert refused.status == 422
    story.does("mediator", "mediate", step="propose", text="Shall we meet?")
    early = story.tries("mediator", "mediate", step="session", text="x")
    assert (early.status, early.body["errors"][0]["field"]) == (422, "step")
    assert story.says("mediation", consent=True)["status"] == "in_mediation"
    story.does("officer.health", "mediate", step="consent", text="The clinic agrees.")
    story.does("mediator", "mediate", step="session", text="Both sides were heard.")
    case = story.does("mediator", "mediate", step="agreement", text="The fee is paid back.")
    assert (case["status"], case["mediation"]["sessions"]) == ("decision_proposed", 1)
    assert story.sees()["decision"] is None
    story.does("supervisor.health", "sign-off")
    decision = story.sees()["decision"]
    assert (decision["outcome"], decision["summary"]) == (
        "resolved_informally",
        "The fee is paid back.",
    )
    story.is_sound()


def test_an_appeal_goes_to_people_who_did_not_decide(caller: Caller) -> None:
    story = Story.filed(caller, category="health_quality")
    story.does("officer.health", "acknowledge")
    story.decided("not_upheld")
    story.does("officer.health", "close")
    assert story.says("appeal", reason="My witness was not heard.")["status"] == "investigating"
    case = caller.case(story.reference)
    assert case["barred"] == ["officer.health", "supervisor.health"]
    assert story.clocks()["resolve"] == "running"
    own = story.tries("officer.health", "propose-decision", outcome="not_upheld", summary="x")
    assert own.status == 409
    assert story.tries("ombudsman", "assign", assignee="officer.health").status == 422
    story.does("officer2.health", "propose-decision", outcome="upheld", summary="She was right.")
    assert story.tries("supervisor.health", "sign-off").status == 409
    story.does("ombudsman", "sign-off")
    assert story.sees()["decision"]["outcome"] == "upheld"
    story.is_sound()


def test_a_complaint_that_is_withdrawn_stops_every_clock_and_can_be_taken_up_again(
    caller: Caller,
) -> None:
    story = Story.filed(caller, category="health_quality")
    story.does("officer.health", "acknowledge")
    assert story.says("withdraw", reason="It was settled.")["status"] == "withdrawn"
    assert story.running() == set()
    assert story.refused("withdraw")["case_status"] == "withdrawn"
    story.does("officer.health", "reopen", reason="Withdrawn under pressure, as we learned.")
    assert story.sees()["status"] == "investigating"
    assert "resolve" in story.running()
    story.is_sound()
