"""In and out of the desk: the hosted page with code and PKCE, then a session of our own."""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from chalice.app import Response

from functions.intake.http.authentication import actor_of
from functions.intake.http.parameters import same_text, whole
from functions.intake.pages.web.forms import form_of
from functions.intake.pages.web.page import Errors, Page, page, see_other
from functions.intake.pages.web.visit import Visit
from shared.domain.case.events import Actor
from shared.domain.errors import Unauthorised

COOKIE, ATTEMPT = "desk", "sign_in"
ATTEMPT_SECONDS = 600
SESSION_SECONDS = 3600
# Where one may be sent after signing in: our own desk, whatever a link says.
_DESK = re.compile(r"/desk(?:[/?][A-Za-z0-9_=&/~.%+-]*)?")

View = Callable[..., Response]


def staff_only(view: View) -> View:
    """The view with the actor, or the way to the hosted page and back."""

    @wraps(view)
    def guarded(visit: Visit, **path: str) -> Response:
        claims = visit.deps.desk.who(_session(visit), visit.deps.clock())
        if claims is None:
            return see_other(visit.link("/desk/sign-in", to=_address_of(visit)))
        return view(visit, actor_of(claims), **path)

    return guarded


def desk_page(
    visit: Visit,
    actor: Actor,
    template: str,
    *,
    status: int = 200,
    errors: Errors = (),
    **values: Any,
) -> Page:
    """A page of the desk. Signing out leads on to the hosted page, which a browser must be told."""
    return page(
        visit,
        template,
        status=status,
        errors=errors,
        form_action=[visit.deps.desk.url],
        actor=actor,
        **values,
    )


def sign_in(visit: Visit) -> Response:
    """To the hosted page. What only this browser may come back with stays in its cookie."""
    to = _of_the_desk(visit.query.get("to", ""))
    state, verifier = _secret(visit), _secret(visit)
    attempt = f"{state}.{verifier}.{base64.urlsafe_b64encode(to.encode()).decode('ascii')}"
    cookie = _cookie(visit, ATTEMPT, attempt, ATTEMPT_SECONDS)
    query = urlencode(_authorization_request(visit, state, verifier))
    return see_other(f"{visit.deps.desk.url}/oauth2/authorize?{query}", cookie)


def signed_in(visit: Visit) -> Response:
    """Back with a code. A second way in, or somebody else's, doesn't know the state."""
    state, _, rest = visit.cookies.get(_name(visit, ATTEMPT), "").partition(".")
    verifier, _, to = rest.partition(".")
    if not state or not same_text(state, visit.query.get("state", "")):
        raise Unauthorised
    desk, code = visit.deps.desk, visit.query.get("code", "")
    claims = desk.let_in(code, verifier, _way_back(visit), visit.deps.clock())
    actor_of(claims)  # who has no role here gets no session
    session = _secret(visit)
    desk.remember(session, claims)
    return see_other(
        f"{visit.base}{_wished(to)}",
        _cookie(visit, COOKIE, session, SESSION_SECONDS),
        _cookie(visit, ATTEMPT, "", 0),
    )


def _wished(sealed: str) -> str:
    """Where the attempt was to lead; a cookie that isn't as we wrote it leads to the desk."""
    try:
        to = base64.urlsafe_b64decode(sealed).decode("ascii")
    except ValueError:
        to = ""
    return _of_the_desk(to)


def _of_the_desk(address: str) -> str:
    return address if _DESK.fullmatch(address) else "/desk"


def sign_out(visit: Visit) -> Response:
    form_of(visit)
    desk = visit.deps.desk
    desk.end(_session(visit))
    query = urlencode({"client_id": desk.client_id, "logout_uri": f"{visit.address}/desk"})
    return see_other(f"{desk.url}/logout?{query}", _cookie(visit, COOKIE, "", 0))


def _authorization_request(visit: Visit, state: str, verifier: str) -> dict[str, str]:
    """OAuth's authorization code with PKCE (RFC 7636): a code alone opens nothing."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    return {
        "response_type": "code",
        "client_id": visit.deps.desk.client_id,
        "redirect_uri": _way_back(visit),
        "scope": "openid email profile",
        "state": state,
        "code_challenge_method": "S256",
        "code_challenge": challenge.decode("ascii").rstrip("="),
        "lang": visit.language,
    }


def _way_back(visit: Visit) -> str:
    return f"{visit.address}/desk/signed-in"


def _session(visit: Visit) -> str:
    return visit.cookies.get(_name(visit, COOKIE), "")


def _address_of(visit: Visit) -> str:
    """The page that is to be shown; of a form the page that has it, since its fields are gone."""
    request = visit.request
    path = whole(request.path.format(**(request.uri_params or {})))
    query = urlencode(visit.query) if request.method == "GET" else ""
    return f"{path}?{query}" if query else path


def _secret(visit: Visit) -> str:
    return base64.urlsafe_b64encode(visit.deps.random_bytes(33)).decode("ascii")


def _name(visit: Visit, name: str) -> str:
    return f"__Host-{name}" if visit.secure else name


def _cookie(visit: Visit, name: str, value: str, seconds: int) -> str:
    """For the whole host, as browsers ask of a `__Host-` cookie."""
    secure = "; Secure" if visit.secure else ""
    lasts = f"Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}"
    return f"{_name(visit, name)}={value}; {lasts}{secure}"
