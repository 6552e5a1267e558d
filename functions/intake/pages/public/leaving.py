"""Leaving: nothing of a complaint stays on the device, neither its code nor what was written."""

from chalice.app import Response

from functions.intake.pages.public.case_session import ended_session_cookie
from functions.intake.pages.public.unsent_cookie import forget
from functions.intake.pages.web.forms import form_of
from functions.intake.pages.web.page import see_other
from functions.intake.pages.web.visit import Visit

# Cookies of ours, pages that a browser kept, and what a script of ours wrote into its store.
SITE_DATA = '"cache", "cookies", "storage"'
OURS = ("", "same-origin", "none")  # who sends a browser here: a form or link of ours, or nobody


def leave(visit: Visit) -> Response:
    form_of(visit)
    return _cleared(visit, visit.link("/"))


def leave_quickly(visit: Visit) -> Response:
    """To a page that gives nobody away; from another site's link, without clearing anything."""
    elsewhere = str(visit.words.t("exit.address"))
    if str(visit.request.headers.get("sec-fetch-site", "")) not in OURS:
        return see_other(elsewhere)
    return _cleared(visit, elsewhere)


def _cleared(visit: Visit, to: str) -> Response:
    cookies = (ended_session_cookie(visit), forget(visit))
    return see_other(to, *cookies, **{"Clear-Site-Data": SITE_DATA})
