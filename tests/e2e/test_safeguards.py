"""Who is kept away, who is let in, and what nobody concerned may learn."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.local.cloud import Cloud
from shared.domain.instants import to_text
from tests.e2e.caller import Caller, eventually
from tests.e2e.story import Story
from tests.e2e.test_evidence import PHOTO, asked, declaration, posted

pytestmark = pytest.mark.e2e

NAME = "Xqz Safeguard Zqx"


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


def test_whoever_a_complaint_concerns_and_their_superiors_never_see_it(caller: Caller) -> None:
    story = Story.filed(
        caller, category="health_quality", subject_persons=["officer.health", "somebody else"]
    )
    for user in ("officer.health", "supervisor.health"):
        assert story.seen_by(user).status == 404
        queue = caller.ask("GET", "/v1/cases?agency=health&limit=100", user=user)
        assert story.reference not in str(queue.body)
    case = caller.case(story.reference)
    assert case["assignee"] not in ("officer.health", "supervisor.health")
    # the supervisor's whole chain of command is out, so the office decides
    story.does("ombudsman", "acknowledge")
    refused = story.tries("ombudsman", "assign", assignee="officer.health")
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "assignee")


def test_who_recuses_themselves_hands_over_and_sees_no_more(caller: Caller) -> None:
    story = Story.filed(caller, category="civil_service_pay")
    story.does("ombudsman", "assign", assignee="officer.civil_service")
    told = story.does("officer.civil_service", "recuse", reason="She is my aunt.")
    assert set(told) == {"reference", "version", "status"}
    assert story.seen_by("officer.civil_service").status == 404
    case = caller.case(story.reference)
    assert (case["assignee"], case["excluded"]) == (None, ["officer.civil_service"])
    story.does("supervisor.civil_service", "assign", assignee="officer2.civil_service")


def test_a_name_is_learned_with_a_second_persons_consent_and_the_audit_tells(
    caller: Caller,
) -> None:
    story = Story.filed(caller, category="health_refused_care", complainant={"name": NAME})
    assert NAME not in str(story.seen_by("officer.health").body)
    story.does("officer.health", "break-glass", reason="She has to be brought to safety.")
    own = story.tries("officer.health", "approve-break-glass", user="officer.health")
    assert own.status == 409
    assert NAME not in str(story.seen_by("officer.health").body)
    superior = story.tries("supervisor.health", "approve-break-glass", user="officer.health")
    assert superior.status == 409  # the asker's own agency never lets itself in
    story.does("ombudsman", "approve-break-glass", user="officer.health")
    assert "break_glass_granted" in str(story.sees())
    assert NAME in str(story.seen_by("officer.health").body)
    assert NAME not in str(story.seen_by("officer2.health").body)
    names = [one["name"] for one in caller.chain(story.reference)]
    assert {"break_glass_requested", "break_glass_granted", "viewed"} <= set(names)


def test_retaliation_is_the_ombudsmans_and_leaves_no_trace_where_it_happened(
    caller: Caller,
) -> None:
    story = Story.filed(caller, category="health_ill_treatment", complainant={"name": NAME})
    eventually(lambda: caller.case(story.reference)["assignee"])  # given out: nothing else is due
    before = caller.names(story.reference)
    report = story.says("retaliation", text="They refuse to treat me now.")
    assert (report["urgency"], report["reference"] != story.reference) == ("urgent", True)
    assert caller.names(story.reference) == before
    for user in ("officer.health", "supervisor.health", "officer.justice"):
        told = caller.ask("GET", f"/v1/cases/{report['reference']}", user=user)
        assert told.status == 404
        assert report["reference"] not in str(story.seen_by(user).body)
    case = caller.case(report["reference"])
    assert (case["agency"], case["related_to"]) == ("office", story.reference)
    assert case["complainant"]["identity"]["name"] == NAME
    queue = caller.ask("GET", "/v1/cases?agency=office&limit=100", user="ombudsman")
    assert report["reference"] in str(queue.body)


def test_an_officer_reports_retaliation_as_a_complainant_would(caller: Caller) -> None:
    story = Story.filed(caller, category="health_corruption")
    path = f"/v1/cases/{story.reference}/retaliation"
    answer = caller.ask("POST", path, {"text": "I was moved for this."}, user="officer.health")
    assert answer.status == 201
    report = Story(caller, answer.body["reference"], answer.body["access_code"])
    assert report.seen_by("officer.health").status == 404
    assert report.sees()["status"] == "received"


def test_a_hold_is_written_down_and_an_expert_is_given_only_what_there_is(
    caller: Caller,
) -> None:
    story = Story.filed(caller, category="health_quality")
    case = story.does("ombudsman", "hold", on=True, reason="A court has asked for the file.")
    assert case["on_hold"]
    until = to_text(datetime.now(UTC).replace(microsecond=0) + timedelta(days=7))
    body = {
        "version": case["version"],
        "who": "Forensic doctor, sworn in",
        "evidence_ids": ["nothing-here"],
        "until": until,
    }
    path = f"/v1/cases/{story.reference}/experts"
    refused = caller.ask("POST", path, body, user="supervisor.health")
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "evidence_ids")
    assert caller.ask("GET", f"/v1/experts/{story.reference}.e0.nothing").status == 404


def test_an_expert_opens_the_document_that_they_were_given_and_no_other(caller: Caller) -> None:
    story = Story.filed(caller, category="health_quality")
    filed = {"reference": story.reference, "access_code": story.code}
    given, kept = (sent(caller, filed, name) for name in ("given.jpg", "kept.jpg"))
    eventually(lambda: {one["state"] for one in story.sees()["evidence"]} == {"available"})
    body = {
        "version": caller.case(story.reference)["version"],
        "who": "Forensic doctor, sworn in",
        "evidence_ids": [given],
        "until": to_text(datetime.now(UTC).replace(microsecond=0) + timedelta(days=7)),
    }
    path = f"/v1/cases/{story.reference}/experts"
    link = caller.ask("POST", path, body, user="supervisor.health")
    assert link.status == 201, link.body
    door = f"/v1/experts/{link.body['token']}"
    shown = caller.ask("GET", door)
    assert [one["evidence_id"] for one in shown.body["evidence"]] == [given]
    assert caller.ask("POST", f"{door}/evidence/{kept}/download").status == 404
    opened = caller.ask("POST", f"{door}/evidence/{given}/download")
    picture = caller.http.request("GET", opened.body["url"])
    assert picture.status == 200 and picture.data.startswith(b"\xff\xd8")
    names = [one["name"] for one in caller.chain(story.reference)]
    assert {"expert_invited", "evidence_downloaded"} <= set(names)


def sent(caller: Caller, filed: Mapping[str, Any], name: str) -> str:
    """The id of a picture of the complainant's that lies in the bucket now."""
    offered = asked(caller, filed, **declaration(name, "image/jpeg", PHOTO))
    assert posted(caller, offered, PHOTO, name).status == 201
    evidence_id: str = offered["evidence_id"]
    return evidence_id
