"""What `sam build` would make, zipped and kept by its content, so that a second start is quick."""

import hashlib
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.local.workspace import CLOUDS
from infra.packaging import build, template

CACHE = CLOUDS / "build"
EPOCH = (1980, 1, 1, 0, 0, 0)
FUNCTION = "AWS::Serverless::Function"


def zips() -> dict[str, Path]:
    """A zip per logical id; functions of one package share one."""
    functions = template.of_type(FUNCTION)
    packages = {name: build.package_of(name) for name in functions}
    first = {package: name for name, package in reversed(packages.items())}
    with ThreadPoolExecutor() as pool:
        made = dict(zip(first, pool.map(_zip_of, first.values()), strict=True))
        layer = pool.submit(_zip_of, build.LAYER)
    zipped = {name: made[package] for name, package in packages.items()}
    return {build.LAYER: layer.result(), **zipped}


def _zip_of(logical_id: str) -> Path:
    sources = _sources(logical_id)
    path = CACHE / f"{logical_id}-{_digest(sources)}.zip"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            content = Path(folder) / "content"
            build.build(logical_id, content, here=True)
            _write_zip(content, Path(folder) / "zip")
            shutil.move(Path(folder) / "zip", path)
        _drop_older(logical_id, path)
    return path


def _sources(logical_id: str) -> list[Path]:
    shared = [Path(build.__file__)]
    if logical_id == build.LAYER:
        return shared + list(_files(build.ROOT / "shared"))
    functions = build.ROOT / "functions"
    package = functions / build.package_of(logical_id)
    return [*shared, functions / "__init__.py", *_files(package)]


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        digest.update(str(path.relative_to(build.ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:20]


def _write_zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=1)


def _drop_older(logical_id: str, newest: Path) -> None:
    """Keeps a few, since several branches may be at work here."""
    older = sorted(CACHE.glob(f"{logical_id}-*.zip"), key=lambda path: path.stat().st_mtime)
    for path in older[:-5]:
        if path != newest:
            path.unlink(missing_ok=True)
