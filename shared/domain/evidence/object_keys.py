"""Where the bucket keeps the copies of a file: the original as it came, and what is made of it."""

ORIGINAL, DERIVATIVE = "original", "derivative"


def object_key(reference: str, evidence_id: str, copy: str = ORIGINAL) -> str:
    return f"evidence/{reference}/{evidence_id}/{copy}"


def original_of(key: str) -> tuple[str, str] | None:
    """Reference and evidence id of an original's key; None for any other object."""
    match key.split("/"):
        case ["evidence", reference, evidence_id, "original"] if reference and evidence_id:
            return reference, evidence_id
    return None
