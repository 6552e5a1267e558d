"""Python imports this by itself when this folder is on PYTHONPATH, as in a recorded local cloud.

Only a function's process has AWS_LAMBDA_FUNCTION_NAME. botocore isn't imported here, since the
function's own path isn't known yet: it is met when the function imports it.
"""

import importlib.util
import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from aws_call_recorder import Recorder  # type: ignore[import-not-found]  # it lies beside this

MET = "botocore.handlers"


class _Meeting(MetaPathFinder):
    """Finds one module as anybody else would, and adds the recorder to it once it is loaded."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != MET:
            return None
        sys.meta_path.remove(self)
        found = importlib.util.find_spec(name)
        if found is not None and found.loader is not None:
            found.loader = _Loading(found.loader, self._recorder)
        return found


class _Loading(Loader):
    def __init__(self, loader: Loader, recorder: Recorder) -> None:
        self._loader, self._recorder = loader, recorder

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        self._loader.exec_module(module)
        module.BUILTIN_HANDLERS.extend(self._recorder.handlers())


if "AWS_LAMBDA_FUNCTION_NAME" in os.environ and "AWS_CALLS" in os.environ:
    _path, _function = Path(os.environ["AWS_CALLS"]), os.environ["AWS_LAMBDA_FUNCTION_NAME"]
    sys.meta_path.insert(0, _Meeting(Recorder(_path, _function)))
