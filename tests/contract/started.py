"""Starts one function from its source and says which clients of AWS it holds then.

Run as `python -m tests.contract.started HANDLER` with the function's environment.
"""

import gc
import importlib
import json
import sys
from typing import Any

from botocore.client import BaseClient


def main(handler: str) -> None:
    module, name = handler.rsplit(".", 1)
    started = getattr(importlib.import_module(module), name)
    # by type: S3's client hands out proxies that say of themselves that they are it
    clients = [_told(one) for one in gc.get_objects() if issubclass(type(one), BaseClient)]
    print(json.dumps({"callable": callable(started), "clients": clients}))


def _told(client: BaseClient) -> dict[str, Any]:
    config: Any = client.meta.config
    return {
        "service": client.meta.service_model.service_name,
        "connect_timeout": config.connect_timeout,
        "read_timeout": config.read_timeout,
        "connections": config.max_pool_connections,
        "retries": config.retries,
    }


if __name__ == "__main__":
    main(sys.argv[1])
