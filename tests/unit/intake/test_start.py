"""What the function doesn't import before it is asked for something."""

import subprocess
import sys


def test_a_start_doesnt_pay_for_the_models() -> None:
    program = "import sys, functions.intake.application; print([*sys.modules])"
    started = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "functions.intake.application" in started.stdout
    assert "'pydantic" not in started.stdout
