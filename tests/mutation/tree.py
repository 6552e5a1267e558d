"""A private copy of the project, in which a source may be broken without disturbing anybody."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL

LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", ".redress", ".aws-sam", ".hypothesis", ".*_cache", "__pycache__"),
    *("build", "node_modules", "screenshots"),
)


@dataclass(frozen=True)
class Tree:
    folder: Path

    def sources(self, paths: Sequence[str]) -> list[Path]:
        """The files of Python among and under these paths."""
        found = [self.folder / one for one in paths]
        return sorted(
            {file for one in found for file in ([one] if one.is_file() else one.rglob("*.py"))}
        )

    def name_of(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix()

    def copied(self, folder: Path) -> "Tree":
        """With the same virtual environment, which some tests start `make` in."""
        shutil.copytree(self.folder, folder, ignore=LEFT_OUT)
        (folder / ".venv").symlink_to(sys.prefix)
        return Tree(folder)

    @contextmanager
    def changed(self, path: str, content: bytes) -> Iterator[None]:
        """One file says something else for a while."""
        file = self.folder / path
        before = file.read_bytes()
        try:
            self._write(file, content)
            yield
        finally:
            self._write(file, before)

    def pytest(self, arguments: Sequence[str], most_seconds: float) -> int | None:
        """Its exit status, None when it took longer. What it says is seen by nobody."""
        with subprocess.Popen(  # noqa: S603  # our own arguments
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
            cwd=self.folder,
            env={**os.environ, "CI": "true"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                return process.wait(most_seconds)
            except subprocess.TimeoutExpired:
                return None
            finally:
                with suppress(ProcessLookupError):  # and all that the tests have started
                    os.killpg(process.pid, SIGKILL)

    @staticmethod
    def _write(file: Path, content: bytes) -> None:
        """Bytecode is known by its source's second and size, which a mutant may share."""
        Path(importlib.util.cache_from_source(str(file))).unlink(missing_ok=True)
        file.write_bytes(content)


HERE = Tree(Path(__file__).resolve().parents[2])
