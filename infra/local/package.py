"""The template with its files uploaded: what `sam package` does, without the SAM CLI."""

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from infra.local.workspace import CLOUDS
from infra.packaging import template
from infra.packaging.build import LAYER, ROOT

Upload = Callable[[Path], str]
MACHINE = "AWS::Serverless::StateMachine"


def packaged(zips: dict[str, Path], upload: Upload) -> str:
    """The template as JSON; every file that it names is uploaded and named by its s3:// address."""
    content = copy.deepcopy(template.load())
    resources = content["Resources"]
    content["Globals"]["Function"].pop("CodeUri")
    for logical_id, path in zips.items():
        place = "ContentUri" if logical_id == LAYER else "CodeUri"
        resources[logical_id]["Properties"][place] = upload(path)
    for logical_id in template.of_type(MACHINE):
        properties = resources[logical_id]["Properties"]
        properties["DefinitionUri"] = upload(_as_json(ROOT / properties["DefinitionUri"]))
    _upload_includes(resources, upload)
    return json.dumps(content, default=str)


def _as_json(definition: Path) -> Path:
    """AWS takes a workflow in YAML too; the emulator runs JSON alone."""
    written = CLOUDS / "build" / f"{definition.stem}.json"
    content = yaml.safe_load(definition.read_text(encoding="utf-8"))
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return written


def key_of(path: Path) -> str:
    """Names a file by its content, so that an unchanged file leaves the template unchanged."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:32] + path.suffix


def _upload_includes(node: Any, upload: Upload) -> None:
    if isinstance(node, list):
        for each in node:
            _upload_includes(each, upload)
    elif isinstance(node, dict):
        if "Fn::Transform" in node:
            parameters = node["Fn::Transform"]["Parameters"]
            parameters["Location"] = upload(ROOT / parameters["Location"])
        for each in node.values():
            _upload_includes(each, upload)
