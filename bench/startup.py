"""What each function's start costs: its imports and its client, against a bare boto3 process.

A ratio in one run: the processes take turns, and each is judged by its fastest start, since what
else a machine does can only add to a time.
"""

import os
import subprocess
import sys
import time
from typing import Any

from rich.progress import Progress

BARE = 'import boto3; boto3.client("dynamodb")'
FUNCTIONS = ("sla", "escalate", "intake", "notify", "relay")
LIMITS = {"sla": 1.3, "escalate": 1.3, "intake": 1.5}
ROUNDS = 15
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "POWERTOOLS_SERVICE_NAME": "bench",
    "CASES_TABLE": "cases",
    "IDENTITIES_TABLE": "identities",
    "DUE_SHARDS": "8",
    "EVIDENCE_BUCKET": "evidence",
    "EVIDENCE_KEY_ARN": "arn:aws:kms:eu-west-1:000000000000:key/evidence",
    "DOWNLOADS_A_DAY": "100",
    "POLICY_APPLICATION": "redress",
    "POLICY_ENVIRONMENT": "live",
    "POLICY_PROFILE": "policy",
    "ALERT_TOPIC_ARN": "arn:aws:sns:eu-west-1:000000000000:alerts",
    "ESCALATION_MACHINE_ARN": "arn:aws:states:eu-west-1:000000000000:stateMachine:escalation",
    "ESCALATION_QUEUE_URL": "https://sqs.invalid/escalation",
    "ASSIGN_QUEUE_URL": "https://sqs.invalid/assign",
    "NOTIFY_QUEUE_URL": "https://sqs.invalid/notify",
    "DUE_QUEUE_URL": "https://sqs.invalid/due",
    "MAIL_FROM": "office@example.org",
    "PUBLIC_URL": "https://redress.invalid",
    "STATIC_URL": "https://static.invalid",
}


def run(progress: Progress) -> dict[str, Any]:
    """Least milliseconds of each start, and the ratio to the bare process."""
    programs = {"bare": BARE} | {name: f"import functions.{name}.app" for name in FUNCTIONS}
    times: dict[str, list[float]] = {name: [] for name in programs}
    task = progress.add_task("start-up", total=ROUNDS * len(programs))
    for _ in range(ROUNDS):
        for name, program in programs.items():
            times[name].append(_milliseconds(program))
            progress.advance(task)
    fastest = {name: min(values) for name, values in times.items()}
    return {
        name: {
            "milliseconds": round(value, 1),
            "ratio": round(value / fastest["bare"], 2),
            "limit": LIMITS.get(name),
        }
        for name, value in fastest.items()
    }


def _milliseconds(program: str) -> float:
    started = time.perf_counter()
    subprocess.run(  # noqa: S603 - the programs are the constants above
        [sys.executable, "-c", program], check=True, env={**os.environ, **ENVIRONMENT}
    )
    return (time.perf_counter() - started) * 1000
