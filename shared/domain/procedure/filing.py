"""From a complaint to a case: checked, its clocks started, people called out."""

from datetime import datetime

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.deadlines.climbing import call_out, wait_for_somebody
from shared.domain.deadlines.urgency import urgency_of
from shared.domain.instants import in_utc, to_text
from shared.domain.policy.categories import Category
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.procedure import conflicts, jurisdiction
from shared.domain.procedure.complaint import FileComplaint, check
from shared.domain.vocabulary import Audience, EventName, Status, TextKind

# Any of these tells who complained; the names of others in a complaint don't.
_NAMES_THE_COMPLAINANT = frozenset({"name", "email", "phone"})


def file(
    command: FileComplaint,
    policy: Policy,
    actor: Actor,
    now: datetime,
    *,
    reference: str,
    code_hash: str,
    operation_id: str,
) -> Change:
    """Makes the first event of a case, and calls people out when it is urgent.

    Raises InvalidInput for what the policy doesn't know or time doesn't allow. `now` is when we
    learn of the complaint; deadlines run from `received_at` where it came in earlier.
    """
    check(command, policy, now)
    category = policy.categories[command.category]
    received = in_utc(command.received_at or now)
    change = Change.of(Case(reference), policy, actor, Moment.at(now, received), operation_id)
    change, text = change.write(TextKind.COMPLAINT, Audience.AGENCY, _words(command))
    filed = change.emit(
        EventName.FILED,
        text | {"answers": dict(command.urgent_answers)},
        status=Status.RECEIVED,
        urgency=urgency_of(command.urgent_answers, category.default_urgency, policy.urgency),
        agency=_agency(command, category),
        category=command.category,
        language=command.language,
        channel=command.channel,
        received_at=to_text(received),
        policy_version=policy.version,
        code_hash=code_hash,
        anonymous=_NAMES_THE_COMPLAINANT.isdisjoint(command.identity or ()),
        share_identity=command.share_identity,
        complainants=command.co_complainants_count + 1,
        external_reference=command.external_reference,
        **_optional_fields(command, policy, received),
    )
    return wait_for_somebody(call_out(filed, in_utc(now)), in_utc(now))


def _agency(command: FileComplaint, category: Category) -> str:
    """Returns who looks at it: the office alone where the category is the office's."""
    if OFFICE in (category.agency, command.agency) or command.related_to:
        return OFFICE
    return command.agency or category.agency


def _optional_fields(
    command: FileComplaint, policy: Policy, received: datetime
) -> dict[str, object]:
    """Returns fields that few cases have: a ground against taking it up, staff it concerns."""
    named = [str(one) for one in (command.identity or {}).get("subject_persons", ())]
    away, proposed = conflicts.named_by_complainants(named, policy)
    found = {
        "jurisdiction": jurisdiction.ground(command, received, policy),
        "excluded": away,
        "proposed": proposed,
        "related_to": command.related_to,
    }
    return {name: value for name, value in found.items() if value}


def _words(command: FileComplaint) -> dict[str, object]:
    occurred_on = command.occurred_on
    return {
        "description": command.description,
        "location": dict(command.location) if command.location else None,
        "occurred_on": occurred_on.isoformat() if occurred_on else None,
    }
