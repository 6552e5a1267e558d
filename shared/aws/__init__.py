"""Adapters of AWS. Those that only some functions have are imported where they are made."""

from typing import TYPE_CHECKING

from shared.runtime.lazy import modules_of

if TYPE_CHECKING:
    from shared.aws import alerts as alerts
    from shared.aws import attestations as attestations
    from shared.aws import deliveries as deliveries
    from shared.aws import evidence as evidence
    from shared.aws import evidence_forms as evidence_forms
else:
    __getattr__ = modules_of(__name__)
