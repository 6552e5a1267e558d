"""Logs and metrics: one JSON line an invocation, ids only, never what somebody wrote."""

import json
import logging
import os
import sys
from collections.abc import Callable
from typing import IO, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import RESERVED_LOG_ATTRS, LambdaPowertoolsFormatter

from shared.runtime.log_fields import MESSAGES, allowed, kind_and_place, place_of

NAMESPACE = "Redress"
_RECORDS_OWN = frozenset(RESERVED_LOG_ATTRS) | {"stack_info", "taskName", "message"}


class AllowList(LambdaPowertoolsFormatter):
    """Writes what is listed and looks as it should; counts, and leaves out, everything else.

    That holds for libraries, too: of their lines remain level, logger and line. Of an error remain
    kind and place, never its message, its notes or what stood in the source.
    """

    def format(self, record: logging.LogRecord) -> str:
        extra = {name: value for name, value in vars(record).items() if name not in _RECORDS_OWN}
        fields, dropped = allowed(self._always() | extra | _error_of(record))
        listed = isinstance(record.msg, str) and not record.args and record.msg in MESSAGES
        line = {
            "level": record.levelname if record.levelno in _LEVELS else "OTHER",
            "message": record.msg if listed else "unlisted",
            "location": f"{os.path.basename(record.pathname)}:{record.lineno}",  # noqa: PTH119
            "timestamp": self.formatTime(record),
            **fields,
        }
        dropped += not listed
        if dropped:
            line["dropped_fields"] = dropped
        return json.dumps(line, separators=(",", ":"))

    def _always(self) -> dict[str, Any]:
        """The service, and whatever else was said to stand in every line."""
        own = self.log_format.items()
        return {name: value for name, value in own if name not in self.keys_combined}


_LEVELS = frozenset((logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL))


def logger(service: str, stream: IO[str] | None = None) -> Logger:
    """A logger that neither samples nor logs the event; every other logger is held to its rules."""
    form = AllowList(utc=True, use_rfc3339=True)
    _hold_root(form)
    return Logger(
        service=service, stream=stream, logger_formatter=form, log_uncaught_exceptions=False
    )


def _hold_root(form: logging.Formatter) -> None:
    """Whatever writes through the root, a library or Lambda's own handler, writes in our form."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler(sys.stdout))
    for handler in root.handlers:
        handler.setFormatter(form)


def guarded(handler: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The handler, of whose errors only kind and place leave it.

    Lambda writes the message of an error that leaves a handler into the log, and Step Functions
    into the execution's history: both are read by people who may not read cases.
    """

    def called(event: Any, context: Any) -> Any:
        try:
            return handler(event, context)
        except Exception as error:
            told = type(type(error).__name__, (Exception,), {})(place_of(error.__traceback__))
        raise told

    return called


def count(metric: str, value: int = 1) -> None:
    """A metric as a log line, for what should be rare: its import is paid for when it happens."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    with single_metric(metric, MetricUnit.Count, value, namespace=NAMESPACE):
        pass


def _error_of(record: logging.LogRecord) -> dict[str, str]:
    if not record.exc_info or record.exc_info[1] is None:
        return {}
    return {"error": kind_and_place(record.exc_info[1])}
