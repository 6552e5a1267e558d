"""Handlers of a package that serves several functions."""

import pytest

from shared.runtime.lazy_handlers import lazy_handlers


def test_only_the_handler_that_is_asked_for_is_made_and_only_once() -> None:
    made: list[str] = []
    find = lazy_handlers(start=lambda: made.append("start"), people=lambda: 1 / 0)
    find("start")
    find("start")
    assert made == ["start"]


def test_a_missing_setting_fails_when_lambda_looks_the_handler_up() -> None:
    def broken() -> object:
        raise LookupError("the environment variable MAIL_FROM is missing")

    with pytest.raises(LookupError, match="MAIL_FROM"):
        lazy_handlers(alert=broken)("alert")


def test_an_unknown_name_is_an_attribute_that_is_not_there() -> None:
    with pytest.raises(AttributeError):
        lazy_handlers()("handler")
