"""The HTTP API: each route once, and the app that Lambda calls with REST API events."""

from collections.abc import Callable
from dataclasses import dataclass

from chalice.app import Chalice, Request, Response

from functions.intake.api import alerts, assignees, cases, complaints, duplicates, evidence, experts
from functions.intake.http.middleware import answering, edge
from functions.intake.pages.routes import PAGES, page_view
from functions.intake.service.dependencies import Deps
from shared.domain.errors import Unavailable


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    view: Callable[..., Response]


def health(deps: Deps, _request: Request) -> Response:
    if not deps.casework.store.reachable():
        raise Unavailable("the table doesn't answer")
    return Response({"status": "ok"})


ROUTES = (
    Route("GET", "/health", health),
    Route("POST", "/v1/complaints", complaints.file),
    Route("GET", "/v1/complaints/{reference}", complaints.see),
    Route("GET", "/v1/complaints/{reference}/export", complaints.export),
    Route("POST", "/v1/complaints/{reference}/retaliation", complaints.retaliate),
    Route("POST", "/v1/complaints/{reference}/{act}", complaints.act),
    Route("POST", "/v1/complaints/{reference}/evidence", evidence.send),
    Route("POST", "/v1/cases", cases.record),
    Route("GET", "/v1/cases", cases.queue),
    Route("GET", "/v1/cases/{reference}", cases.see),
    Route("GET", "/v1/cases/{reference}/audit", cases.see_audit),
    Route("GET", "/v1/cases/{reference}/assignees", assignees.see),
    Route("GET", "/v1/cases/{reference}/duplicates", duplicates.see),
    Route("POST", "/v1/cases/{reference}/retaliation", cases.retaliate),
    Route("POST", "/v1/cases/{reference}/experts", experts.invite),
    Route("GET", "/v1/experts/{token}", experts.see),
    Route("POST", "/v1/experts/{token}/evidence/{evidence_id}/download", experts.download),
    Route("POST", "/v1/cases/{reference}/{command}", cases.command),
    Route("POST", "/v1/cases/{reference}/evidence", evidence.add),
    Route("POST", "/v1/cases/{reference}/evidence/{evidence_id}/download", evidence.download),
    Route("GET", "/v1/alerts/{token}/take", alerts.ask),
    Route("POST", "/v1/alerts/{token}/take", alerts.take),
    Route("GET", "/v1/policy", cases.policy),
    *(Route(method, path, page_view(view)) for method, path, view in PAGES),
)


def create_app(deps: Deps) -> Chalice:
    """A Lambda handler of REST API (v1) events. It leaves the process's environment alone."""
    app = Chalice("intake", configure_logs=False, env={})
    app.register_middleware(edge(deps.log), "http")
    for route in ROUTES:
        _mount(app, route, deps)
    return app


def _mount(app: Chalice, route: Route, deps: Deps) -> None:
    """Content types are checked with the body, not by Chalice: a GET has none."""

    @answering
    def answered(**path: str) -> Response:
        return route.view(deps, app.current_request, **path)

    name = f"{route.method} {route.path}"
    app.route(route.path, methods=[route.method], content_types=[], name=name)(answered)
