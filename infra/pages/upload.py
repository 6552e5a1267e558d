"""Puts the static files into their bucket: at each local start, and before a deployment to AWS.

Names hold a hash, so files are only ever added, and pages of the version before keep theirs.
"""

import gzip
import mimetypes
import sys
from pathlib import Path
from typing import Any

import boto3

from infra.pages.assets import STATIC

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def upload(storage: Any, bucket: str) -> list[str]:
    """`storage` is an S3 client. Compressed once, here: every browser of today reads gzip."""
    names = []
    for path in sorted(STATIC.iterdir()):
        storage.put_object(
            Bucket=bucket,
            Key=path.name,
            Body=gzip.compress(path.read_bytes(), 9, mtime=0),
            ContentType=f"{_type_of(path)}; charset=utf-8",
            ContentEncoding="gzip",
            CacheControl=FOR_EVER,
        )
        names.append(path.name)
    return names


def _type_of(path: Path) -> str:
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"


if __name__ == "__main__":
    upload(boto3.client("s3"), sys.argv[1])
