"""A complainant's rights over their own data, and words that the office keeps from agencies."""

import pytest

from tests.unit.intake.asking import claims_of
from tests.unit.intake.world import Filed, Reply, World

NAME = "Xqz Canary"


@pytest.fixture
def filed(world: World) -> Filed:
    return world.file(complainant={"name": NAME, "email": "sender@example.org"})


OFFICER, HEAD = claims_of("officer", "health"), claims_of("ombudsman")


def exported(filed: Filed, code: str) -> Reply:
    return filed.world.get(
        "/v1/complaints/{reference}/export",
        headers={"Access-Code": code},
        path={"reference": filed.reference},
    )


def test_an_agency_learns_who_complained_while_that_is_agreed_to_and_no_longer(
    filed: Filed,
) -> None:
    assert NAME not in filed.seen_by(OFFICER).text
    assert filed.act("consent", {"share_identity": True}).status == 200
    assert NAME in filed.seen_by(OFFICER).text
    told = filed.act("consent", {"share_identity": False}).json
    assert told["timeline"][-1]["event"] == "consent_changed"
    assert NAME not in filed.seen_by(OFFICER).text


def test_an_identity_is_erased_once_the_case_is_over_and_the_record_stays(filed: Filed) -> None:
    store = filed.world.store
    assert filed.act("erase").status == 409
    filed.act("withdraw")
    erased = filed.act("erase")
    assert erased.json["timeline"][-1]["event"] == "forgotten"
    assert store.identity(filed.reference) is None
    chain = store.events(filed.reference)
    assert NAME not in str(chain)
    assert filed.act("erase").status == 200
    assert len(store.events(filed.reference)) == len(chain)


def test_a_case_on_hold_keeps_the_identity_and_says_why(filed: Filed) -> None:
    assert filed.command("hold", HEAD, on=True, reason="A court asked.").status == 200
    filed.act("withdraw")
    refused = filed.act("erase")
    assert refused.status == 409
    assert "hold" in refused.text
    assert filed.world.store.identity(filed.reference) is not None


def test_a_complainant_exports_everything_of_theirs_and_nobody_else_does(filed: Filed) -> None:
    told = exported(filed, filed.code).json
    assert told["identity"]["name"] == NAME
    assert told["complaint"]["messages"][0]["kind"] == "complaint"
    assert [one["event"] for one in told["complaint"]["timeline"]] == ["filed"]
    assert exported(filed, "WRONG").status == 404


def said(reply: Reply) -> list[str]:
    return [one.get("text") for one in reply.json["messages"]]


def test_agencies_read_the_redacted_words_and_the_office_both(filed: Filed) -> None:
    filed.act("messages", {"text": f"I am {NAME}."})
    message = filed.world.store.texts(filed.reference)[-1].text_id
    about = {"message_id": message}
    for nobody in (OFFICER, claims_of("supervisor", "health")):
        assert filed.command("redact", nobody, **about, text="x").status == 409
    registrar = claims_of("registrar")
    for words in ("I am [name and address].", "I am [name]."):
        assert filed.command("redact", registrar, **about, text=words).status == 200
    agency = said(filed.seen_by(OFFICER))
    assert "I am [name]." in agency
    assert not {f"I am {NAME}.", "I am [name and address]."} & set(agency)
    assert f"I am {NAME}." in said(filed.seen_by(HEAD))
    assert said(filed.see())[-1] == f"I am {NAME}."


@pytest.mark.parametrize(
    "message_id",
    ["999999-message", "000001-message", "000002-complaint", "000002-evidence", "000000-x", "x"],
)
def test_only_a_message_of_the_case_can_be_redacted_and_nothing_else_is_stored(
    filed: Filed, message_id: str
) -> None:
    """The second event tells of a file: its name is a text, and no message."""
    declared = {"name": "Awa.txt", "content_type": "text/plain", "size_bytes": 9}
    asked = filed.world.post(
        "/v1/complaints/{reference}/evidence",
        declared | {"sha256": "ab" * 32},
        headers={"Access-Code": filed.code},
        path={"reference": filed.reference},
    )
    assert asked.status == 201
    before = (filed.world.case, filed.world.store.texts(filed.reference))
    refused = filed.command("redact", HEAD, message_id=message_id, text="x")
    assert (refused.status, refused.fields) == (422, ["message_id"])
    assert (filed.world.case, filed.world.store.texts(filed.reference)) == before


@pytest.mark.parametrize("role", ["officer", "supervisor"])
def test_whom_a_case_concerns_is_told_to_the_office_and_to_no_agency(
    filed: Filed, role: str
) -> None:
    """Colleagues aren't to learn of whom somebody complains, or who stepped aside."""
    aside = claims_of("officer", "health", **{"cognito:username": "officer2.health"})
    assert filed.command("recuse", aside, reason="A cousin.").status == 200
    assert filed.seen_by(HEAD).json["excluded"] == ["officer2.health"]
    agency = claims_of(role, "health")
    assert "excluded" not in filed.seen_by(agency).json
    noted = filed.command("note", agency, text="x", audience="agency")
    assert noted.status == 200 and "excluded" not in noted.json
    (line,) = filed.world.get("/v1/cases", claims=agency).json["items"]
    assert "excluded" not in line
