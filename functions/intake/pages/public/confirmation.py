"""After sending: reference and secret code, to be written down. Shown for half an hour."""

from chalice.app import Response

from functions.intake.pages.public.case_session import in_groups
from functions.intake.pages.public.unsent_cookie import unsent_of
from functions.intake.pages.web.page import page, redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.service.filing import find_filed
from functions.intake.service.policies import policy_in_force
from shared.domain.vocabulary import PROMISED


def show(visit: Visit) -> Response:
    unsent = unsent_of(visit)
    if unsent is None or not unsent.was_sent:
        return redirect(visit, "/complaints")
    filed = find_filed(visit.deps, unsent.filing_key)
    if filed is None:
        return redirect(visit, "/complaints")
    policy = policy_in_force(visit.deps)
    due = {clock.name: clock.due_at for clock in filed.clocks}
    heard = next((due[name] for name in PROMISED if name in due), None)
    return page(
        visit,
        "public/confirmation.html",
        reference=filed.reference,
        code=in_groups(filed.access_code),
        heard=visit.words.deadline(heard, policy.office.time_zone) if heard else None,
        called_out=filed.urgency in policy.urgency.call_out,
        once=visit.deps.random_bytes(16).hex(),
    )
