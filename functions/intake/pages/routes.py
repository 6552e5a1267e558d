"""The pages' addresses. A page's module is imported when somebody first asks for it."""

from collections.abc import Callable
from importlib import import_module

from chalice.app import Request, Response

from functions.intake.service.dependencies import Deps

# method, path, and the view: a function of a module of this package
PAGES = (
    ("GET", "/", "public.start.show"),
    ("GET", "/our-promise", "public.promise.show"),
    ("GET", "/complaints", "public.tracking.ask"),
    ("POST", "/complaints", "public.tracking.look"),
    ("POST", "/complaints/leave", "public.tracking.leave"),
    ("GET", "/complaints/new", "public.complaint_pages.show"),
    ("POST", "/complaints/new", "public.complaint_pages.save"),
    ("GET", "/complaints/new/sent", "public.confirmation.show"),
    ("GET", "/complaints/{reference}", "public.tracking.show"),
    ("GET", "/complaints/{reference}/{act}", "public.complainant_acts.ask"),
    ("POST", "/complaints/{reference}/{act}", "public.complainant_acts.do"),
    ("GET", "/desk", "desk.queue.show"),
    ("GET", "/desk/sign-in", "desk.sign_in.sign_in"),
    ("GET", "/desk/signed-in", "desk.sign_in.signed_in"),
    ("POST", "/desk/sign-out", "desk.sign_in.sign_out"),
    ("GET", "/desk/file", "desk.counter.ask"),
    ("POST", "/desk/file", "desk.counter.file"),
    ("GET", "/desk/policy", "desk.policy.show"),
    ("GET", "/desk/cases/{reference}", "desk.case.show"),
    ("GET", "/desk/cases/{reference}/audit", "desk.audit.show"),
    ("GET", "/desk/cases/{reference}/do/{command}", "desk.command_page.ask"),
    ("POST", "/desk/cases/{reference}/do/{command}", "desk.command_page.do"),
    ("GET", "/desk/cases/{reference}/{act}", "desk.case_acts.ask"),
    ("POST", "/desk/cases/{reference}/{act}", "desk.case_acts.do"),
    ("POST", "/desk/cases/{reference}/evidence/{evidence_id}", "desk.case.download"),
)


def page_view(place: str) -> Callable[..., Response]:
    """The view, with what goes wrong in it told on a page."""
    module, _, name = place.rpartition(".")

    def shown(deps: Deps, request: Request, **path: str) -> Response:
        from functions.intake.pages.web.problem_page import on_a_page

        view = getattr(import_module(f"functions.intake.pages.{module}"), name)
        return on_a_page(view, deps, request, **path)

    return shown
