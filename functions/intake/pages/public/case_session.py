"""Whose case a browser may show: reference and code in a cookie that ends soon.

Lax and not Strict: the bucket sends a browser back here once it has a file, which is another site.
Every form carries its own secret besides, so nobody else can act with this cookie.
"""

from chalice.app import Request

from functions.intake.http.parameters import reference_of
from functions.intake.pages.web.visit import Visit
from functions.intake.service.dependencies import Deps
from shared.domain.case.case import Case
from shared.domain.errors import CaseNotFound

COOKIE = "case"
SECONDS = 1800


def session_cookie(visit: Visit, reference: str, code: str) -> str:
    """The code without what people write between its parts: nothing else may enter a header."""
    plain = "".join(one for one in code.upper() if one.isascii() and one.isalnum())
    return visit.cookie(COOKIE, f"{reference}.{plain}", seconds=SECONDS)


def opened(deps: Deps, request: Request, reference: str) -> Case | None:
    """The case of this session; None for a visitor who has not shown its code."""
    known, _, code = Visit(deps, request).cookies.get(COOKIE, "").partition(".")
    if known != reference_of(reference) or not code:
        return None
    try:
        return deps.casework.open_with_code(known, code)
    except CaseNotFound:
        return None
