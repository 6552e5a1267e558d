"""In and out of the desk: the hosted page with code and PKCE, then a session of our own."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from chalice.app import Request, Response

from functions.intake.http.authentication import actor_of
from functions.intake.pages.web.forms import form_of
from functions.intake.pages.web.page import Errors, Page, page
from functions.intake.pages.web.visit import Visit
from functions.intake.service.dependencies import Deps
from shared.domain.case.events import Actor
from shared.domain.errors import Unauthorised

COOKIE, ATTEMPT = "desk", "sign_in"
ATTEMPT_SECONDS = 600
SESSION_SECONDS = 3600
# Where one may be sent after signing in: our own desk, whatever a link says.
_DESK = re.compile(r"/desk(?:[/?][A-Za-z0-9_=&/~.%+-]*)?")

Told = Callable[..., Response]


def staff_only(view: Told) -> Told:
    """The view with the actor, or the way to the hosted page and back."""

    @wraps(view)
    def shown(deps: Deps, request: Request, **path: str) -> Response:
        claims = deps.desk.who(_session(deps, request), deps.clock())
        if claims is None:
            return _away(f"{Visit(deps, request).link('/desk/sign-in', to=_here(request))}")
        return view(deps, request, actor_of(claims), **path)

    return shown


def desk_page(
    deps: Deps,
    request: Request,
    actor: Actor,
    template: str,
    *,
    status: int = 200,
    errors: Errors = (),
    **values: Any,
) -> Page:
    """A page of the desk. Signing out leads on to the hosted page, which a browser must be told."""
    return page(
        deps,
        request,
        template,
        status=status,
        errors=errors,
        form_action=[deps.desk.url],
        actor=actor,
        **values,
    )


def sign_in(deps: Deps, request: Request) -> Response:
    """To the hosted page. What only this browser may come back with stays in its cookie."""
    visit = Visit(deps, request)
    wished = visit.query.get("to", "")
    to = wished if _DESK.fullmatch(wished) else "/desk"
    state, verifier = _secret(deps), _secret(deps)
    kept = f"{state}.{verifier}.{base64.urlsafe_b64encode(to.encode()).decode('ascii')}"
    cookie = _cookie(visit, ATTEMPT, kept, ATTEMPT_SECONDS)
    asked = _asked(deps, visit, state, verifier)
    return _away(f"{deps.desk.url}/oauth2/authorize?{urlencode(asked)}", cookie)


def _asked(deps: Deps, visit: Visit, state: str, verifier: str) -> dict[str, str]:
    """OAuth's authorization code with PKCE (RFC 7636): a code alone opens nothing."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    return {
        "response_type": "code",
        "client_id": deps.desk.client_id,
        "redirect_uri": f"{visit.address}/desk/signed-in",
        "scope": "openid email profile",
        "state": state,
        "code_challenge_method": "S256",
        "code_challenge": challenge.decode("ascii").rstrip("="),
        "lang": visit.language,
    }


def signed_in(deps: Deps, request: Request) -> Response:
    """Back with a code. A second way in, or somebody else's, doesn't know the state."""
    visit = Visit(deps, request)
    state, _, rest = visit.cookies.get(_name(visit, ATTEMPT), "").partition(".")
    verifier, _, to = rest.partition(".")
    if not state or not hmac.compare_digest(state, visit.query.get("state", "")):
        raise Unauthorised
    back = f"{visit.address}/desk/signed-in"
    claims = deps.desk.let_in(visit.query.get("code", ""), verifier, back, deps.clock())
    actor_of(claims)  # who has no role here gets no session
    session = _secret(deps)
    deps.desk.remember(session, claims)
    place = base64.urlsafe_b64decode(to).decode("ascii")
    return _away(
        f"{visit.base}{place}",
        _cookie(visit, COOKIE, session, SESSION_SECONDS),
        _cookie(visit, ATTEMPT, "", 0),
    )


def sign_out(deps: Deps, request: Request) -> Response:
    form_of(deps, request)
    visit = Visit(deps, request)
    deps.desk.end(_session(deps, request))
    asked = {"client_id": deps.desk.client_id, "logout_uri": f"{visit.address}/desk"}
    return _away(f"{deps.desk.url}/logout?{urlencode(asked)}", _cookie(visit, COOKIE, "", 0))


def _session(deps: Deps, request: Request) -> str:
    visit = Visit(deps, request)
    return visit.cookies.get(_name(visit, COOKIE), "")


def _here(request: Request) -> str:
    """The page that was asked for; of a form the page is shown again, since it is gone."""
    path = request.path.format(**(request.uri_params or {}))
    query = urlencode(dict(request.query_params or {})) if request.method == "GET" else ""
    return f"{path}?{query}" if query else path


def _secret(deps: Deps) -> str:
    return base64.urlsafe_b64encode(deps.casework.random_bytes(33)).decode("ascii")


def _name(visit: Visit, name: str) -> str:
    return f"__Host-{name}" if visit.secure else name


def _cookie(visit: Visit, name: str, value: str, seconds: int) -> str:
    """For the whole host, as browsers ask of a `__Host-` cookie."""
    secure = "; Secure" if visit.secure else ""
    lasts = f"Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}"
    return f"{_name(visit, name)}={value}; {lasts}{secure}"


def _away(to: str, *cookies: str) -> Response:
    headers = {"Content-Type": "text/html; charset=utf-8", "Location": to}
    return Response("", headers | ({"Set-Cookie": list(cookies)} if cookies else {}), 303)
