"""The pages' addresses. A page's module is imported when somebody first asks for it."""

from collections.abc import Callable
from typing import NamedTuple

from chalice.app import Request, Response

from functions.intake.pages import desk, public, web
from functions.intake.service.dependencies import Deps

View = Callable[..., Response]


class PageRoute(NamedTuple):
    """`find_view` imports the view: a function of the visit and of the path's parameters."""

    method: str
    path: str
    find_view: Callable[[], View]


PAGES = (
    PageRoute("GET", "/", lambda: public.start.show),
    PageRoute("GET", "/our-promise", lambda: public.promise.show),
    PageRoute("GET", "/complaints", lambda: public.tracking.ask),
    PageRoute("POST", "/complaints", lambda: public.tracking.look),
    PageRoute("POST", "/complaints/leave", lambda: public.leaving.leave),
    PageRoute("GET", "/complaints/exit", lambda: public.leaving.leave_quickly),
    PageRoute("GET", "/complaints/new", lambda: public.complaint_pages.show),
    PageRoute("POST", "/complaints/new", lambda: public.complaint_pages.save),
    PageRoute("GET", "/complaints/new/sent", lambda: public.confirmation.show),
    PageRoute("GET", "/complaints/{reference}", lambda: public.tracking.show),
    PageRoute("GET", "/complaints/{reference}/{act}", lambda: public.complainant_acts.ask),
    PageRoute("POST", "/complaints/{reference}/{act}", lambda: public.complainant_acts.do),
    PageRoute("GET", "/v1/alerts/{token}/take", lambda: public.take_alert.ask),
    PageRoute("GET", "/desk", lambda: desk.queue.show),
    PageRoute("GET", "/desk/sign-in", lambda: desk.sign_in.sign_in),
    PageRoute("GET", "/desk/signed-in", lambda: desk.sign_in.signed_in),
    PageRoute("POST", "/desk/sign-out", lambda: desk.sign_in.sign_out),
    PageRoute("GET", "/desk/file", lambda: desk.counter.ask),
    PageRoute("POST", "/desk/file", lambda: desk.counter.file),
    PageRoute("GET", "/desk/policy", lambda: desk.policy.show),
    PageRoute("GET", "/desk/cases/{reference}", lambda: desk.case.show),
    PageRoute("GET", "/desk/cases/{reference}/audit", lambda: desk.audit.show),
    PageRoute("GET", "/desk/cases/{reference}/do/{command}", lambda: desk.command_page.ask),
    PageRoute("POST", "/desk/cases/{reference}/do/{command}", lambda: desk.command_page.do),
    PageRoute("GET", "/desk/cases/{reference}/{act}", lambda: desk.case_acts.ask),
    PageRoute("POST", "/desk/cases/{reference}/{act}", lambda: desk.case_acts.do),
    PageRoute("GET", "/desk/cases/{reference}/evidence", lambda: desk.case_acts.ask_for_a_file),
    PageRoute("POST", "/desk/cases/{reference}/evidence", lambda: desk.case_acts.add_a_file),
    PageRoute("POST", "/desk/cases/{reference}/evidence/{evidence_id}", lambda: desk.case.download),
)
# Addresses that answer a program in JSON and a browser with a page.
PAGES_FOR_BROWSERS = (
    PageRoute("POST", "/v1/alerts/{token}/take", lambda: public.take_alert.take),
    PageRoute("GET", "/v1/experts/{token}", lambda: public.expert.show),
    PageRoute(
        "POST",
        "/v1/experts/{token}/evidence/{evidence_id}/download",
        lambda: public.expert.download,
    ),
)


def page_view(route: PageRoute) -> View:
    """The view of a request. What goes wrong in it is told on a page."""

    def shown(deps: Deps, request: Request, **path: str) -> Response:
        visit = web.visit.Visit(deps, request)
        return web.problem_page.show_or_explain(route.find_view(), visit, **path)

    return shown
