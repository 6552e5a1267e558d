"""The bucket's events and the reconciler's schedule: environment → adapters → handlers."""

from datetime import timedelta

from functions.evidence.bucket_events import BucketEvents, Evidence, Reconciler
from functions.evidence.case_evidence import CaseEvidence
from functions.evidence.examination.sandbox import judge_in_sandbox
from functions.evidence.examination.signature_scanner import SignatureScanner
from functions.evidence.examine_step import ExamineStep
from shared.aws.composition import casework, dynamo, evidence_bucket, now
from shared.aws.evidence_rows import PendingEvidence
from shared.domain.evidence.limits import Limits
from shared.runtime.config import setting
from shared.runtime.observability import guarded, logger

_LOG = logger("evidence")
_VAULT = evidence_bucket(
    setting("EVIDENCE_BUCKET"),
    setting("EVIDENCE_KEY_ARN"),
    guarded=setting("MALWARE_SCANNER") == "guardduty",
)
_CLIENT = dynamo()
_BOOK = CaseEvidence(casework(_CLIENT), PendingEvidence(_CLIENT, setting("CASES_TABLE")))
_LOCKED_FOR = timedelta(days=int(setting("EVIDENCE_LOCK_DAYS")))
_LOOK = ExamineStep(_BOOK, _VAULT, SignatureScanner(), Limits(), judge_in_sandbox, _LOCKED_FOR)

handler = guarded(Evidence(BucketEvents(_LOOK, now, _LOG), Reconciler(_LOOK, now, _LOG)))
