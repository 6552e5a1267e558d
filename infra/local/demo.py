"""`make demo`: a register of real complaints through a local cloud of its own."""

import subprocess
import sys
import tempfile
from pathlib import Path

from infra.local.cloud import running
from infra.packaging.build import ROOT

REGISTER = ROOT / "tests" / "data" / "boston311.csv"
MAPPING = ROOT / "infra" / "policy" / "presets" / "boston311.mapping.yaml"
JUDGED_ON = "2022-06-01T00:00:00-04:00"  # open complaints, by the city's own clock


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as cloud:
        command = [
            *(sys.executable, "-m", "infra.cli", "replay", str(REGISTER)),
            *("--mapping", str(MAPPING), "--until", JUDGED_ON, "--port", str(cloud.place.port)),
        ]
        return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603  # ours


if __name__ == "__main__":
    sys.exit(main())
