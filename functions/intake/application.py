"""The HTTP API: each route once, and the app that Lambda calls with REST API events."""

from collections.abc import Callable
from typing import NamedTuple, cast

from chalice.app import Chalice, Request, Response

from functions.intake import api
from functions.intake.http.middleware import answering, edge
from functions.intake.http.parameters import wants_page
from functions.intake.pages.routes import PAGES, PAGES_FOR_BROWSERS, PageRoute, page_view
from functions.intake.service.dependencies import Deps
from shared.domain.errors import Unavailable

View = Callable[..., Response]


class Route(NamedTuple):
    """`find_view` imports the view: a function of `deps`, the request and the path's parameters."""

    method: str
    path: str
    find_view: Callable[[], View]


def health(deps: Deps, _request: Request) -> Response:
    if not deps.casework.store.reachable():
        raise Unavailable("the table doesn't answer")
    return Response({"status": "ok"})


API = (
    Route("GET", "/health", lambda: health),
    Route("POST", "/v1/complaints", lambda: api.complaints.file),
    Route("GET", "/v1/complaints/{reference}", lambda: api.complaints.see),
    Route("GET", "/v1/complaints/{reference}/export", lambda: api.complaints.export),
    Route("POST", "/v1/complaints/{reference}/retaliation", lambda: api.complaints.retaliate),
    Route("POST", "/v1/complaints/{reference}/{act}", lambda: api.complaints.act),
    Route("POST", "/v1/complaints/{reference}/evidence", lambda: api.evidence.send),
    Route("POST", "/v1/cases", lambda: api.cases.record),
    Route("GET", "/v1/cases", lambda: api.cases.queue),
    Route("GET", "/v1/cases/{reference}", lambda: api.cases.see),
    Route("GET", "/v1/cases/{reference}/audit", lambda: api.cases.see_audit),
    Route("GET", "/v1/cases/{reference}/assignees", lambda: api.assignees.see),
    Route("GET", "/v1/cases/{reference}/duplicates", lambda: api.duplicates.see),
    Route("POST", "/v1/cases/{reference}/retaliation", lambda: api.cases.retaliate),
    Route("POST", "/v1/cases/{reference}/experts", lambda: api.experts.invite),
    Route("GET", "/v1/experts/{token}", lambda: api.experts.see),
    Route(
        "POST",
        "/v1/experts/{token}/evidence/{evidence_id}/download",
        lambda: api.experts.download,
    ),
    Route("POST", "/v1/cases/{reference}/{command}", lambda: api.cases.command),
    Route("POST", "/v1/cases/{reference}/evidence", lambda: api.evidence.add),
    Route(
        "POST",
        "/v1/cases/{reference}/evidence/{evidence_id}/download",
        lambda: api.evidence.download,
    ),
    Route("POST", "/v1/alerts/{token}/take", lambda: api.alerts.take),
    Route("GET", "/v1/policy", lambda: api.cases.policy),
)


def _page_route(page: PageRoute) -> Route:
    return Route(page.method, page.path, lambda: page_view(page))


# Addresses of the API that show a browser a page.
BROWSERS = {(page.method, page.path): page_view(page) for page in PAGES_FOR_BROWSERS}
ROUTES = (*API, *(_page_route(page) for page in PAGES))


def create_app(deps: Deps) -> Chalice:
    """A Lambda handler of REST API (v1) events. It leaves the process's environment alone."""
    app = Chalice("intake", configure_logs=False, env={})
    app.register_middleware(edge(deps.log), "http")
    for route in ROUTES:
        _mount(app, route, deps)
    return app


def _mount(app: Chalice, route: Route, deps: Deps) -> None:
    """Content types are checked with the body, not by Chalice: a GET has none."""
    page = BROWSERS.get((route.method, route.path))

    @answering
    def answered(**path: str) -> Response:
        request = cast(Request, app.current_request)  # set before Chalice calls a view
        if page is not None and wants_page(request):
            return page(deps, request, **path)
        return route.find_view()(deps, request, **path)

    name = f"{route.method} {route.path}"
    app.route(route.path, methods=[route.method], content_types=[], name=name)(answered)
