"""Files of a case, and the texts that were written about it."""

from typing import Any

from functions.intake.service.evidence import Download
from shared.domain.case.texts import Text
from shared.domain.instants import to_text


def download_document(download: Download) -> dict[str, str]:
    return {"url": download.url, "expires_at": to_text(download.expires_at)}


def text_document(text: Text) -> dict[str, Any]:
    return {
        "message_id": text.text_id,
        "kind": text.kind,
        "author": text.author,
        "audience": text.audience,
        "written_at": to_text(text.written_at),
        **text.body,
    }
