"""What a guess at an access code costs over HTTP."""

import os
import time

import pytest

from infra.local.cloud import Cloud
from shared.application.guess_delay import STEP_SECONDS
from shared.domain.reference import new_reference
from tests.e2e.caller import Caller

pytestmark = pytest.mark.e2e

WRONG = "A" * 26
GUESSES = 8


def test_each_guess_waits_and_a_wrong_code_is_answered_like_an_unknown_reference(
    cloud: Cloud,
) -> None:
    caller = Caller(cloud)
    filed = [caller.file()["reference"] for _ in range(2)]
    took: dict[bool, list[float]] = {True: [], False: []}
    bodies = set()
    for turn in range(GUESSES):
        for there in (True, False):
            reference = filed[turn % 2] if there else new_reference("BF", os.urandom(8))
            began = time.perf_counter()
            answer = caller.ask("GET", f"/v1/complaints/{reference}", code=WRONG)
            took[there].append(time.perf_counter() - began)
            bodies.add((answer.status, str(answer.body)))
    assert len(bodies) == 1
    assert min(took[True] + took[False]) >= STEP_SECONDS
