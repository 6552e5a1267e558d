"""Whose case a browser may show: reference and code in a cookie that ends soon.

Lax and not Strict: the bucket sends a browser back here once it has a file, which is another site.
Every form carries its own secret besides, so nobody else can act with this cookie.
"""

from functions.intake.http.parameters import reference_of
from functions.intake.pages.web.visit import Visit
from functions.intake.service.complaints import open_complaint
from shared.domain.case.case import Case
from shared.domain.errors import CaseNotFound

COOKIE = "case"
SECONDS = 1800


def session_cookie(visit: Visit, reference: str, code: str) -> str:
    """The code without what people write between its parts: nothing else may enter a header."""
    plain = "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())
    return visit.cookie(COOKIE, f"{reference}.{plain}", seconds=SECONDS)


def ended_session_cookie(visit: Visit) -> str:
    return visit.cookie(COOKIE, "", seconds=0)


def opened_case(visit: Visit, reference: str) -> Case | None:
    """The case of this session; None for a visitor who has not shown its code."""
    own, _, code = visit.cookies.get(COOKIE, "").partition(".")
    if own != reference_of(reference) or not code:
        return None
    try:
        return open_complaint(visit.deps, own, code)
    except CaseNotFound:
        return None


def in_groups(code: str) -> str:
    """As one copies it by hand; what is typed back may have gaps or not."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
