"""The pages' addresses. A page's module is imported when somebody first asks for it."""

from collections.abc import Callable
from importlib import import_module

from chalice.app import Request, Response

from functions.intake.deps import Deps

# method, path, and the view: a function of a module of this package
PAGES = (
    ("GET", "/", "start.show"),
    ("GET", "/our-promise", "promise.show"),
    ("GET", "/complaints", "tracking.ask"),
    ("POST", "/complaints", "tracking.look"),
    ("POST", "/complaints/leave", "tracking.leave"),
    ("GET", "/complaints/new", "complain.show"),
    ("POST", "/complaints/new", "complain.save"),
    ("GET", "/complaints/new/sent", "confirmation.show"),
    ("GET", "/complaints/{reference}", "tracking.show"),
    ("GET", "/complaints/{reference}/{act}", "acts.ask"),
    ("POST", "/complaints/{reference}/{act}", "acts.do"),
    ("GET", "/desk", "desk_queue.show"),
    ("GET", "/desk/sign-in", "desk_door.sign_in"),
    ("GET", "/desk/signed-in", "desk_door.signed_in"),
    ("POST", "/desk/sign-out", "desk_door.sign_out"),
    ("GET", "/desk/file", "desk_counter.ask"),
    ("POST", "/desk/file", "desk_counter.file"),
    ("GET", "/desk/policy", "desk_policy.show"),
    ("GET", "/desk/cases/{reference}", "desk_case.show"),
    ("GET", "/desk/cases/{reference}/audit", "desk_audit.show"),
    ("GET", "/desk/cases/{reference}/do/{command}", "desk_command.ask"),
    ("POST", "/desk/cases/{reference}/do/{command}", "desk_command.do"),
    ("GET", "/desk/cases/{reference}/{act}", "desk_acts.ask"),
    ("POST", "/desk/cases/{reference}/{act}", "desk_acts.do"),
    ("POST", "/desk/cases/{reference}/evidence/{evidence_id}", "desk_case.download"),
)


def page_view(place: str) -> Callable[..., Response]:
    """The view, with what goes wrong in it told on a page."""
    module, name = place.split(".")

    def shown(deps: Deps, request: Request, **path: str) -> Response:
        from functions.intake.pages.problem import on_a_page

        view = getattr(import_module(f"functions.intake.pages.{module}"), name)
        return on_a_page(view, deps, request, **path)

    return shown
