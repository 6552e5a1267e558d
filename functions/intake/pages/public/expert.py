"""What an expert from outside finds behind their link: their documents, and nothing of the case."""

from chalice.app import Response

from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from functions.intake.service import experts
from functions.intake.service.policies import policy_in_force


def show(visit: Visit, token: str) -> Response:
    case = experts.see(visit.deps, token)
    until = visit.words.moment(case.until, policy_in_force(visit.deps).office.time_zone)
    return page(visit, "public/expert.html", token=token, until=until, files=case.files)


def download(visit: Visit, token: str, evidence_id: str) -> Response:
    url = experts.download(visit.deps, token, evidence_id).url
    return page(visit, "public/expert.html", token=token, url=url)
