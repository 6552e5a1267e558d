"""What a filing is answered with: the same to the byte however often it is repeated."""

from typing import Any

from functions.intake.service.filing import FiledComplaint
from shared.domain.instants import to_text


def filed_document(filed: FiledComplaint, *, for_staff: bool = False) -> dict[str, Any]:
    links = staff_links if for_staff else complaint_links
    return {
        "reference": filed.reference,
        "access_code": filed.access_code,
        "clocks": [
            {"due_at": to_text(clock.due_at), "name": clock.name, "state": clock.state}
            for clock in filed.clocks
        ],
        "links": links(filed.reference),
        "status": filed.status,
        "urgency": filed.urgency,
    }


def complaint_links(reference: str) -> dict[str, str]:
    here = f"/v1/complaints/{reference}"
    return {
        "evidence": f"{here}/evidence",
        "messages": f"{here}/messages",
        "self": here,
        "withdraw": f"{here}/withdraw",
    }


def staff_links(reference: str) -> dict[str, str]:
    return {"complaint": f"/v1/complaints/{reference}", "self": f"/v1/cases/{reference}"}
