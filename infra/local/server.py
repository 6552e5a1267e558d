"""Starts and stops the emulator's process. It saves its state on SIGTERM only."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from infra.local.workspace import Place

START_SECONDS = 60
STOP_SECONDS = 30
# Once its state is saved it need not wait for workflows that wait for somebody.
EMULATOR = (
    "import atexit, os; from ministack.app import main; "
    "main(); atexit._run_exitfuncs(); os._exit(0)"
)
INHERITED = ("PATH", "HOME", "LANG", "VIRTUAL_ENV")
NOTHING: Mapping[str, str] = MappingProxyType({})


class LocalCloudFailed(Exception):
    """The local cloud can't do what was asked; the message says what to do about it."""


_children: dict[int, subprocess.Popen[bytes]] = {}  # of this process, to be reaped when they end


def start(place: Place, environment: Mapping[str, str] = NOTHING) -> None:
    """Returns when it answers. Raises LocalCloudFailed when the port is taken or it stops.

    `environment` is given to the emulator, and by it to each function's process.
    """
    if _listens(place.port):
        raise LocalCloudFailed(f"port {place.port} is taken: choose another one with --port")
    _forget_stream_positions(place.state / "state" / "lambda.json")
    shutil.rmtree(_scratch(place), ignore_errors=True)
    _scratch(place).mkdir(parents=True)
    with place.log.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  # our own arguments
            [sys.executable, "-c", EMULATOR],
            env={**_environment(place), **environment},
            cwd=place.state,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _children[process.pid] = process
    _wait_until_it_answers(place, process)
    place.remember(pid=process.pid, port=place.port)


def stop(place: Place) -> bool:
    """Stops it and waits until its state is saved. Returns whether one was running."""
    pid = running_pid(place)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while _is_ours(pid):
        if time.monotonic() > deadline:
            raise LocalCloudFailed(f"process {pid} does not stop: see {place.log}")
        time.sleep(0.05)
    return True


def running_pid(place: Place) -> int | None:
    pid = place.remembered().get("pid")
    return pid if isinstance(pid, int) and _is_ours(pid) else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(place: Place) -> dict[str, str]:
    """Little is inherited: the emulator hands its own environment to each function."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return kept | {
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(place.port),
        "AUTH": "true",
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "STATE_DIR": str(place.state / "state"),
        "S3_DATA_DIR": str(place.state / "s3"),
        "TMPDIR": str(_scratch(place)),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
    }


def _scratch(place: Place) -> Path:
    """Returns the folder where each function's code is unpacked; nobody else tidies it up."""
    return place.state / "tmp"


def _wait_until_it_answers(place: Place, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{place.endpoint}/_ministack/health", timeout=5):  # noqa: S310  # ours
                return
        except (URLError, OSError):
            time.sleep(0.05)
    process.terminate()
    process.wait()
    raise LocalCloudFailed(f"the local cloud did not start: see {place.log}")


def _forget_stream_positions(saved: Path) -> None:
    """A restart keeps how far a stream was read, not the stream: it would skip new records."""
    if not saved.exists():
        return
    content = json.loads(saved.read_text(encoding="utf-8"))
    positions = content.get("payload", content).get("dynamodb_stream_positions", {})
    _zero(positions)
    saved.write_text(json.dumps(content), encoding="utf-8")


def _zero(node: Any) -> None:
    for key, value in node.items():
        if isinstance(value, dict):
            _zero(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            node[key] = 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _is_ours(pid: int) -> bool:
    """A pid that now belongs to somebody else, or to a process that has ended, isn't ours."""
    if pid in _children:
        return _children[pid].poll() is None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    command = Path(f"/proc/{pid}/cmdline")  # empty for a process that nobody has reaped
    return not command.parent.parent.exists() or b"ministack" in _read(command)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
