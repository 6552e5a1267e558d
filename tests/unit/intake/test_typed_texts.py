"""Texts as people paste them: what can be put right is taken, as it was meant."""

import json
from pathlib import Path

import pytest

from shared.domain import typed
from shared.domain.reference import access_code, code_hash, new_reference, read_reference, same_code
from tests.unit.intake.asking import complaint
from tests.unit.intake.world import World

DATA = Path(__file__).parents[2] / "data" / "real_text_inputs.json"
INPUTS = json.loads(DATA.read_text(encoding="utf-8"))
CODE = access_code(b"nonce" * 4, "key")
KNOWN = new_reference("BF", bytes(8))
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}


def said(world: World) -> str:
    (text,) = [one for texts in world.store.words.values() for one in texts]
    return str(text.body["description"])


@pytest.mark.parametrize(
    ("written", "kept"),
    list(
        zip(
            INPUTS["description_refused"],
            [
                "My phone is +226 70 00 00 00. No water since Tuesday.",
                "From a PDF:\npage two",
                "Line one\nline two (Word)",
                "The nurse Ali said no",
                "It’s broken",
            ],
            strict=True,
        )
    ),
)
def test_a_complaint_is_taken_whatever_unseen_marks_came_with_it(written: str, kept: str) -> None:
    world = World()
    reply = world.post("/v1/complaints", complaint(description=written))
    assert (reply.status, said(world)) == (201, kept)


@pytest.mark.parametrize("written", INPUTS["phone_refused"])
def test_a_telephone_number_is_read_however_it_was_written(written: str) -> None:
    world = World()
    reply = world.post("/v1/complaints", complaint(complainant={"phone": written}))
    assert reply.status == 201
    (identity,) = world.store.identities.values()
    assert identity["phone"] in ("+22670000000", "70000000")


@pytest.mark.parametrize("wrong", ["", "call me", "12", "+226 70 00 00 00 ext. 5", "1" * 16])
def test_what_is_no_telephone_number_is_refused(wrong: str) -> None:
    assert typed.telephone(wrong) is None
    reply = World().post("/v1/complaints", complaint(complainant={"phone": wrong}))
    assert (reply.status, reply.fields) == (422, ["complainant.phone"])


@pytest.mark.parametrize(
    "around",
    [
        *("{}", "Reference: {}", "#{}", "{}.", "({})", "<{}>", "My case {} of May"),
        *("\u200e{}\u200e", "\u202a{}\u202c"),
        "https://redress.example.org/complaints/{}",
    ],
)
@pytest.mark.parametrize("dash", ["-", "–", "\u2011", "_", " ", "", "\u2212", "\u00a0"])
def test_a_reference_is_found_in_what_was_pasted(around: str, dash: str) -> None:
    written = around.format(KNOWN.replace("-", dash))
    assert read_reference(written) == KNOWN
    assert read_reference(written.lower()) == KNOWN


def test_no_reference_is_found_where_there_is_none() -> None:
    wrong = KNOWN[:-1] + ("7" if KNOWN[-1] != "7" else "8")
    for text in ("", "Reference:", wrong, f"Reference: {wrong}", "9" * 5_000, "é" * 50):
        assert read_reference(text) is None


@pytest.mark.parametrize(
    "around",
    ["{}", "{}.", "Code: {}", "\u200b{}\ufeff", " {} ", "code secret : {}", "«{}»"],
)
@pytest.mark.parametrize("dash", ["", " ", "-", "\u2011", "\u00a0", "\u200b"])
def test_a_code_is_read_however_it_was_pasted(around: str, dash: str) -> None:
    groups = dash.join(CODE[at : at + 4] for at in range(0, len(CODE), 4))
    written = around.format(groups)
    assert same_code(written, code_hash(CODE))
    assert same_code(written.lower().replace("o", "0").replace("b", "8"), code_hash(CODE))
    assert not same_code(written.replace(CODE[:4], "AAAA"), code_hash(CODE))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("user@bücher.example", "user@xn--bcher-kva.example"),
        (" mailto:someone@example.org ", "someone@example.org"),
        ("\u202asomeone@example.org\u202c", "someone@example.org"),
        ("a.b+c@example.org", "a.b+c@example.org"),
    ],
)
def test_a_mail_address_is_kept_as_servers_take_it(written: str, kept: str) -> None:
    world = World()
    reply = world.post("/v1/complaints", complaint(complainant={"email": written}))
    assert reply.status == 201
    (identity,) = world.store.identities.values()
    assert identity["email"] == kept


@pytest.mark.parametrize(
    "wrong",
    ["a..b@example.org", ".a@example.org", "a@-b.org", "a@b", "a\r\nBcc: x@example.org", "@"],
)
def test_a_mail_address_that_would_bounce_is_refused(wrong: str) -> None:
    reply = World().post("/v1/complaints", complaint(complainant={"email": wrong}))
    assert (reply.status, reply.fields) == (422, ["complainant.email"])


def test_a_name_on_two_lines_is_one_and_half_a_letter_is_refused() -> None:
    world = World()
    name = {"name": "A.\r\nPerson\u2028of  the ward"}
    assert world.post("/v1/complaints", complaint(complainant=name)).status == 201
    (identity,) = world.store.identities.values()
    assert identity["name"] == "A. Person of the ward"
    for broken in ("x\x00", "x\ud800"):
        reply = World().post("/v1/complaints", complaint(description=broken))
        assert (reply.status, reply.fields) == (422, ["description"])


@pytest.mark.parametrize(
    ("written", "number"),
    [("7", 7), ("٣٠", 30), ("12345678", 12_345_678), ("9" * 5_000, None), ("", None), ("-1", None)],
)
def test_a_number_of_a_form_is_never_too_long_to_read(written: str, number: int | None) -> None:
    assert typed.number(written) == number


def test_letters_that_join_words_stay() -> None:
    persian = "می\u200cخواهم"  # without the mark between, it is read as another word
    assert typed.plain(persian) == persian
