import random
import re

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.reference import (
    access_code,
    code_hash,
    new_reference,
    read_reference,
    same_code,
)

RANDOMNESS = st.binary(min_size=8, max_size=8)


@given(RANDOMNESS)
def test_a_reference_is_read_back_however_it_was_typed(randomness: bytes) -> None:
    reference = new_reference("BF", randomness)
    assert re.fullmatch(r"BF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", reference)
    typed = reference.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert read_reference(typed.replace("bf", "BF")) == reference


@given(RANDOMNESS, st.integers(0, 7), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_any_single_wrong_character_is_found(randomness: bytes, place: int, wrong: str) -> None:
    reference = new_reference("BF", randomness)
    compact = reference.replace("-", "")
    spoiled = compact[: place + 2] + wrong + compact[place + 3 :]
    assert spoiled == compact or read_reference(spoiled) is None


@given(RANDOMNESS, st.integers(2, 8))
def test_two_swapped_neighbours_are_found(randomness: bytes, place: int) -> None:
    compact = new_reference("BF", randomness).replace("-", "")
    swapped = compact[:place] + compact[place + 1] + compact[place] + compact[place + 2 :]
    assert swapped == compact or read_reference(swapped) is None


def test_references_do_not_repeat_in_a_hundred_thousand() -> None:
    source = random.Random(1)  # noqa: S311 - repeatable on purpose
    made = {new_reference("BF", source.randbytes(8)) for _ in range(100_000)}
    assert len(made) > 99_990


def test_what_is_no_reference_is_none() -> None:
    for text in ("", "BF", "BF-0000-0000-U", "1234567890123", "BF-7K3M-92QF-4-4-4", "é" * 13):
        assert read_reference(text) is None


def test_an_access_code_follows_from_key_and_nonce_and_has_130_bits() -> None:
    code = access_code(b"n" * 16, "a key")
    assert re.fullmatch(r"[A-Z2-7]{26}", code)
    assert code == access_code(b"n" * 16, "a key")
    assert code != access_code(b"m" * 16, "a key") != access_code(b"m" * 16, "another")


def test_a_code_opens_however_it_was_typed_and_no_other_does() -> None:
    code = access_code(b"n" * 16, "a key")
    stored = code_hash(code)
    assert same_code(f" {code[:13].lower()}-{code[13:]} ", stored)
    assert not same_code(code[:-1] + ("A" if code[-1] != "A" else "B"), stored)
    assert code not in stored
