"""What an expert from outside finds behind their link: their documents, and nothing of the case."""

from chalice.app import Request, Response

from functions.intake.api.experts import opened, seen
from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import words
from functions.intake.service.dependencies import Deps
from shared.domain.instants import from_text


def show(deps: Deps, request: Request, token: str) -> Response:
    told, policy = seen(deps, token), deps.casework.policies.current()
    spoken = words(Visit(deps, request).language)
    until = spoken.moment(from_text(told["until"]), policy.office.time_zone)
    return page(deps, request, "expert.html", token=token, until=until, files=told["evidence"])


def download(deps: Deps, request: Request, token: str, evidence_id: str) -> Response:
    url = opened(deps, token, evidence_id).body["url"]
    return page(deps, request, "expert.html", token=token, url=url)
