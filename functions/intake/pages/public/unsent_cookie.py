"""The cookie with which a browser finds the complaint again that is still being written."""

from functions.intake.pages.web.visit import Visit
from functions.intake.service.unsent_complaints import (
    UnsentComplaint,
    find_unsent,
    forget_unsent,
    keep_unsent,
)

COOKIE = "draft"


def unsent_of(visit: Visit) -> UnsentComplaint | None:
    """None when there is none, or its time is over."""
    return find_unsent(visit.deps, visit.cookies.get(COOKIE, ""))


def keep(visit: Visit, unsent: UnsentComplaint) -> str:
    """Stores the answers; the cookie with which they are found again ends with the browser."""
    keep_unsent(visit.deps, unsent)
    return visit.cookie(COOKIE, unsent.secret)


def forget(visit: Visit) -> str:
    """Throws away what was written, sent or not; the cookie that ends the browser's own."""
    forget_unsent(visit.deps, visit.cookies.get(COOKIE, ""))
    return visit.cookie(COOKIE, "", seconds=0)
