"""Refuses a policy that has a mistake, whoever uploads it and by whatever means.

AppConfig hands over the content in base64 and takes any error for a refusal: no function ever reads
the version that was refused.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools import Logger

from shared.policy_schema.findings import Finding, PolicyMistakes
from shared.policy_schema.validation import findings_of


@dataclass(frozen=True)
class Validator:
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> None:
        """Raises PolicyMistakes with all of them."""
        found = _findings(base64.b64decode(event["content"]))
        version = str(event.get("configurationVersion", ""))
        self.log.info("validate", extra={"uploaded": version, "mistakes": len(found)})
        if found:
            raise PolicyMistakes(found)


def _findings(content: bytes) -> list[Finding]:
    try:
        document = json.loads(content)
    except ValueError as error:
        return [Finding((), f"not JSON: {error}", "Compile the policy file again.")]
    if not isinstance(document, dict):
        return [Finding((), "not a policy", "Compile the policy file again.")]
    return findings_of(document)
