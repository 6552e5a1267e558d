"""What services do for the stack by themselves: under a role, or by a resource's own policy.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html
https://docs.aws.amazon.com/appconfig/latest/userguide/monitoring-deployments.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.aws.arns import ACCOUNT, REGION
from tests.aws.deployment import Deployment
from tests.aws.keys_used import ALL_USES, SENDING, key_arn
from tests.aws.question import Question, by_role, by_service, taken_on

CLOUDWATCH, EVENTS, SNS = "cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com"
_ACTIONS = {"sqs": "SendMessage", "sns": "Publish", "lambda": "InvokeFunction"}
_TYPES = {
    "sqs": "AWS::SQS::Queue",
    "sns": "AWS::SNS::Topic",
    "lambda": "AWS::Lambda::Function",
}
TRACES = ("PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets")
LOG_DELIVERY = (
    *("CreateLogDelivery", "GetLogDelivery", "UpdateLogDelivery", "DeleteLogDelivery"),
    *("ListLogDeliveries", "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups"),
)


def questions(deployment: Deployment) -> Iterator[Question]:
    for needs in (_schedules, _rules, _alarms, _subscriptions, _logs, _workflows):
        yield from needs(deployment)
    for needs in (_distributions, _routes, _validators, _monitors):
        yield from needs(deployment)


def _schedules(deployment: Deployment) -> Iterator[Question]:
    for name, schedule in deployment.of_type("AWS::Scheduler::Schedule"):
        target = schedule["Target"]
        role = target["RoleArn"]
        source = f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule-group/default"
        yield taken_on(name, "scheduler.amazonaws.com", role, source)
        yield by_role(f"{name} is due", role, "lambda:InvokeFunction", target["Arn"])
        if "DeadLetterConfig" in target:
            letters = target["DeadLetterConfig"]["Arn"]
            yield by_role(f"{name} failed: where to", role, "sqs:SendMessage", letters)


def _rules(deployment: Deployment) -> Iterator[Question]:
    for name, rule in deployment.of_type("AWS::Events::Rule"):
        for target in rule["Targets"]:
            for arn in (target["Arn"], target.get("DeadLetterConfig", {}).get("Arn")):
                if arn is not None:
                    yield from _sent(deployment, f"{name} sends", EVENTS, arn, deployment.arn(name))


def _alarms(deployment: Deployment) -> Iterator[Question]:
    for name, alarm in deployment.of_type("AWS::CloudWatch::Alarm"):
        for topic in {*alarm.get("AlarmActions", []), *alarm.get("OKActions", [])}:
            yield from _sent(deployment, f"{name} rings", CLOUDWATCH, topic, deployment.arn(name))


def _subscriptions(deployment: Deployment) -> Iterator[Question]:
    for name, one in deployment.of_type("AWS::SNS::Subscription"):
        if one["Protocol"] in ("sqs", "lambda"):
            yield from _sent(deployment, f"{name} is told", SNS, one["Endpoint"], one["TopicArn"])
    kind = "AWS::SES::ConfigurationSetEventDestination"
    for name, one in deployment.of_type(kind):
        topic = one["EventDestination"].get("SnsDestination", {}).get("TopicARN")
        if topic is not None:
            rest = f"configuration-set/{one['ConfigurationSetName']}"
            source = f"arn:aws:ses:{REGION}:{ACCOUNT}:{rest}"
            yield from _sent(deployment, f"{name} tells", "ses.amazonaws.com", topic, source)


def _sent(
    deployment: Deployment, why: str, service: str, to: str, source: str
) -> Iterator[Question]:
    """A queue, a topic or a function, by its own policy, and the key that it is encrypted with."""
    kind = to.split(":")[2]
    yield by_service(why, service, f"{kind}:{_ACTIONS[kind]}", to, source)
    resource = deployment.properties(deployment.named(_TYPES[kind], to))
    key = resource.get("KmsMasterKeyId")
    for use in SENDING if key else ():
        yield by_service(why, service, f"kms:{use}", key_arn(deployment, str(key)), source)


def _logs(deployment: Deployment) -> Iterator[Question]:
    for name, group in deployment.of_type("AWS::Logs::LogGroup"):
        about = deployment.arn(name).removesuffix(":*")
        context = {"kms:encryptioncontext:aws:logs:arn": (about,)}
        for use in ALL_USES if "KmsKeyId" in group else ():
            service, key = f"logs.{REGION}.amazonaws.com", key_arn(deployment, group["KmsKeyId"])
            yield by_service(f"{name} is encrypted", service, f"kms:{use}", key, None, context)


def _workflows(deployment: Deployment) -> Iterator[Question]:
    for name, machine in deployment.of_type("AWS::StepFunctions::StateMachine"):
        role = machine["RoleArn"]
        yield taken_on(name, "states.amazonaws.com", role, deployment.arn(name))
        for value in machine["DefinitionSubstitutions"].values():
            if str(value).startswith("arn:aws:lambda:"):
                yield by_role(f"{name} takes a step", role, "lambda:InvokeFunction", value)
        for action in LOG_DELIVERY if "LoggingConfiguration" in machine else ():
            yield by_role(f"{name} logs", role, f"logs:{action}", "*")
        if machine.get("TracingConfiguration", {}).get("Enabled"):
            for action in TRACES:
                yield by_role(f"{name} is traced", role, f"xray:{action}", "*")


def _distributions(deployment: Deployment) -> Iterator[Question]:
    for name, properties in deployment.of_type("AWS::CloudFront::Distribution"):
        source = f"arn:aws:cloudfront::{ACCOUNT}:distribution/{deployment.ref(name)}"
        for origin in properties["DistributionConfig"]["Origins"]:
            bucket = f"arn:aws:s3:::{origin['DomainName'].partition('.')[0]}"
            why, service = f"{name} serves a file", "cloudfront.amazonaws.com"
            yield by_service(why, service, "s3:GetObject", f"{bucket}/app.css", source)


def _routes(deployment: Deployment) -> Iterator[Question]:
    for name, api in deployment.of_type("AWS::ApiGateway::RestApi"):
        place = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{deployment.ref(name)}/live"
        for path, methods in api["Body"]["paths"].items():
            for method, operation in methods.items():
                yield _route(f"{place}/{method.upper()}{path}", operation)


def _route(source: str, operation: Mapping[str, Any]) -> Question:
    called = operation["x-amazon-apigateway-integration"]["uri"]
    function = called.partition("/functions/")[2].removesuffix("/invocations")
    route = source.partition("/live/")[2]
    service = "apigateway.amazonaws.com"
    return by_service(f"{route} is asked for", service, "lambda:InvokeFunction", function, source)


def _validators(deployment: Deployment) -> Iterator[Question]:
    for name, profile in deployment.of_type("AWS::AppConfig::ConfigurationProfile"):
        for validator in profile.get("Validators", []):
            why, function = f"{name} is validated", validator["Content"]
            service = "appconfig.amazonaws.com"
            yield by_service(why, service, "lambda:InvokeFunction", function, None)


def _monitors(deployment: Deployment) -> Iterator[Question]:
    for name, environment in deployment.of_type("AWS::AppConfig::Environment"):
        for monitor in environment.get("Monitors", []):
            role = monitor["AlarmRoleArn"]
            yield taken_on(name, "appconfig.amazonaws.com", role)
            why, action = f"{name} watches an alarm", "cloudwatch:DescribeAlarms"
            yield by_role(why, role, action, monitor["AlarmArn"])
