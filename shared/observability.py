"""Logs and metrics: one JSON line an invocation, ids only, never what somebody wrote."""

from aws_lambda_powertools import Logger

NAMESPACE = "Redress"


def logger(service: str) -> Logger:
    """A logger that neither samples nor logs the event."""
    return Logger(service=service, log_uncaught_exceptions=False)


def count(metric: str, value: int = 1) -> None:
    """A metric as a log line, for what should be rare: its import is paid for when it happens."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    with single_metric(metric, MetricUnit.Count, value, namespace=NAMESPACE):
        pass
