"""The daily attestation: environment → adapters → handler."""

from functions.audit.attest import Attest
from shared.aws.changed_chains import ChangedChains
from shared.aws.composition import attestations, dynamo, now
from shared.runtime.config import setting
from shared.runtime.observability import count, guarded, logger

_CHAINS = ChangedChains(dynamo(), setting("CASES_TABLE"), int(setting("DUE_SHARDS")))
_REGISTER = attestations(setting("AUDIT_BUCKET"), setting("AUDIT_KEY_ARN"))

handler = guarded(Attest(_CHAINS, _REGISTER, now, count, logger("audit")))
