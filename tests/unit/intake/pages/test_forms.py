"""Forms: read within limits, and taken from our own pages alone."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from chalice.app import Request

from functions.intake.http.errors import FormExpired, Unreadable, WrongContentType
from functions.intake.pages.web.csrf import COOKIE, FIELD, Csrf
from functions.intake.pages.web.forms import LARGEST_BYTES, form_of
from functions.intake.pages.web.visit import Visit
from shared.domain.errors import RedressError, TooLarge
from tests.unit.intake.pages.conftest import Asks

KIND = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def sent(asks: Asks) -> Callable[..., Request]:
    """A form as its own page would send it, with changes."""

    def send(*pairs: tuple[str, str], body: str | None = None, **headers: str) -> Request:
        csrf = Csrf(asks.visit())
        told = urlencode([*pairs, (FIELD, csrf.field)])
        cookie = {"Cookie": csrf.cookies[0].partition(";")[0]}
        return asks.request("POST", told if body is None else body, {**KIND, **cookie, **headers})

    return send


def test_fields_come_trimmed_composed_and_with_plain_line_ends(
    sent: Callable[..., Request], asks: Asks
) -> None:
    form = form_of(Visit(asks.deps, sent(("text", " e\u0301\r\nb "), ("one", "1"), ("one", "2"))))
    assert form.text("text") == "\u00e9\nb"
    assert (form["one"], form.all("one"), form.text("none")) == ("2", ["1", "2"], "")


@pytest.mark.parametrize(
    ("headers", "body", "error"),
    [
        ({"Content-Type": "application/json"}, None, WrongContentType),
        ({}, "a=" + "x" * LARGEST_BYTES, TooLarge),
        ({}, "a=%ff", Unreadable),
        ({}, "a=é", Unreadable),
        ({}, "&".join(f"f{n}=" for n in range(300)), Unreadable),
        ({}, "a=1", FormExpired),
        ({"Cookie": ""}, None, FormExpired),
        ({"Cookie": f"{COOKIE}=another"}, None, FormExpired),
        ({"Sec-Fetch-Site": "cross-site"}, None, FormExpired),
    ],
)
def test_a_form_that_is_not_as_ours_are_is_refused(
    headers: dict[str, str],
    body: str | None,
    error: type[RedressError],
    sent: Callable[..., Request],
    asks: Asks,
) -> None:
    with pytest.raises(error):
        form_of(Visit(asks.deps, sent(body=body, **headers)))


def test_the_secret_of_a_form_looks_new_on_every_page(asks: Asks) -> None:
    csrf = Csrf(asks.visit())
    first = csrf.field
    again = asks.request(headers={"Cookie": csrf.cookies[0].partition(";")[0]})
    second = Csrf(Visit(asks.deps, again))
    assert first != second.field
    assert second.cookies == []
    assert all(word in csrf.cookies[0] for word in ("HttpOnly", "SameSite=Lax", "Secure"))
