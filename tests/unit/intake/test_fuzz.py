"""Whatever is sent, the API answers with sense: never a 500, and stores only what it accepted."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.intake.schemas.complainant_acts import ACTS
from functions.intake.schemas.registry import COMMANDS
from tests.unit.intake.asking import OFFICER, REGISTRAR, complaint, event
from tests.unit.intake.world import World

FIELDS = (
    *("category", "agency", "description", "language", "urgent_answers", "location"),
    *("occurred_on", "complainant", "co_complainants_count", "on_behalf_of", "subject_persons"),
    *("channel", "received_at", "external_reference", "version", "text", "reason", "question"),
    *("outcome", "summary", "remedies", "audience", "assignee", "occurred_at", "message", "name"),
    *("email", "phone", "latitude", "longitude", "danger_now", "what", "owner", "due_on"),
)
STRANGE = st.sampled_from(
    [
        *("\x00", "\u202e", "\ud800", "a\r\nb", "NaN", "9" * 400, "\ufdfa" * 4_000, "no_answer"),
        *("en", "health", "upheld", "2026-11-24", "2026-11-24T12:00:00Z", "a@example.org"),
        *("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "{remedy}", "%s"),
    ]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | STRANGE,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(), inner, max_size=5)
    ),
    max_leaves=12,
)
BODIES = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8)
NAMES = st.sampled_from(sorted({*ACTS, *COMMANDS}))


def is_sensible(answer: dict[str, Any]) -> None:
    assert answer["statusCode"] < 500, answer["body"]
    json.loads(answer["body"])


@given(BODIES)
@settings(max_examples=150)
def test_any_fields_of_a_complaint(body: dict[str, Any]) -> None:
    world = World()
    changed = complaint() | body
    answer = world.app(event("POST", "/v1/complaints", changed), None)
    is_sensible(answer)
    is_sensible(world.app(event("POST", "/v1/cases", changed, claims=REGISTRAR), None))
    if answer["statusCode"] != 201:
        assert len(world.store.chains) <= 1


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")), st.booleans())
@settings(max_examples=150)
def test_any_text_for_a_body(body: str, encoded: bool) -> None:
    is_sensible(World().app(event("POST", "/v1/complaints", body, encoded=encoded), None))


@given(NAMES, BODIES, st.text(), st.dictionaries(st.sampled_from(["limit", "cursor"]), st.text()))
@settings(max_examples=150)
def test_any_act_command_reference_and_query(
    name: str, body: dict[str, Any], typed: str, query: dict[str, str]
) -> None:
    world = World()
    filed = world.file()
    assert filed.command(name, OFFICER, **body).status < 500
    assert filed.act(name, body).status < 500
    path, headers = {"reference": typed}, {"Access-Code": typed, "Idempotency-Key": typed}
    is_sensible(
        world.app(event("GET", "/v1/complaints/{reference}", path=path, headers=headers), None)
    )
    is_sensible(world.app(event("GET", "/v1/cases", claims=OFFICER, query=query or None), None))
