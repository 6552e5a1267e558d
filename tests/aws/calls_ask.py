"""What IAM is asked by a call of a function: the action, the resource, the keys of conditions.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Callable, Iterator, Mapping

from tests.aws import keys_used
from tests.aws.arns import ACCOUNT, REGION
from tests.aws.buckets_ask import of_bucket
from tests.aws.deployment import STACK, Deployment
from tests.aws.iam.request import Context, Request
from tests.aws.kinds import NOTHING, PHONE, Kind, one_of
from tests.aws.question import Question, under

_PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "Get": "GetItem"}
Ask = Callable[[Deployment, Kind], Iterator[Request]]


def questions(deployment: Deployment, kind: Kind) -> Iterator[Question]:
    """Yields all that the call makes AWS ask. Raises ValueError on a call that is unknown here."""
    ask = _BY_SERVICE.get(kind.service)
    if ask is None:
        raise ValueError(f"what does {kind.call} ask for?")
    role = deployment.properties(kind.function)["Role"]
    yield from under(role, f"{kind.function}: {kind}", ask(deployment, kind))


def _of_appconfig(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    """A configuration is named by ids; one that is asked for by name may be looked up by name."""
    ref = deployment.ref
    application = STACK if kind.on.endswith(".Name") else ref("PolicyApplication")
    place = f"application/{application}/environment/{ref('PolicyEnvironment')}"
    arn = f"arn:aws:appconfig:{REGION}:{ACCOUNT}:{place}/configuration/{ref('PolicyProfile')}"
    yield Request("", f"appconfig:{kind.operation}", arn)


def _of_table(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    table, _, index = kind.on.partition("/")
    operation, _, part = kind.operation.partition(".")
    action = _PARTS.get(part, "ConditionCheckItem") if part else operation
    arn, leading = deployment.arn(table), kind.value("leading")
    context: dict[str, tuple[str, ...]] = {}
    if leading is not None:
        context["dynamodb:leadingkeys"] = (one_of(leading),)
    if part:
        context["dynamodb:enclosingoperation"] = (operation,)
    yield Request("", f"dynamodb:{action}", f"{arn}/{index}" if index else arn, context)
    yield from keys_used.of_table(deployment, table)


def _of_mail(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    """The identity, which is the address or its domain, and the configuration set."""
    ((mail_set, _),) = deployment.of_type("AWS::SES::ConfigurationSet")
    sender = str(deployment.value({"Ref": kind.on}))
    identities = [f"identity/{one}" for one in (sender, sender.partition("@")[2])]
    for rest in (*identities, f"configuration-set/{deployment.ref(mail_set)}"):
        yield Request("", "ses:SendEmail", f"arn:aws:ses:{REGION}:{ACCOUNT}:{rest}")


def _of_topic(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    if kind.on == PHONE:  # which is no resource
        yield Request("", "sns:Publish", "*")
        return
    yield Request("", "sns:Publish", deployment.arn(kind.on))
    yield from keys_used.of_topic(deployment, kind.on)


def _of_queue(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    """A batch is asked for as its single message is."""
    action = f"sqs:{kind.operation.removesuffix('Batch')}"
    yield Request("", action, deployment.arn(kind.on))
    yield from keys_used.of_queue(deployment, kind.on)


def _of_workflow(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    """The answer to a task knows no resource."""
    resource = "*" if kind.on == NOTHING else deployment.arn(kind.on)
    yield Request("", f"states:{kind.operation}", resource)


def _of_key(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    context: Context = {"kms:calleraccount": (ACCOUNT,)}
    yield Request("", kind.call, deployment.arn(kind.on), context)


def _by_name(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    yield Request("", kind.call, "*" if kind.on == NOTHING else deployment.arn(kind.on))


_BY_SERVICE: Mapping[str, Ask] = {
    "appconfigdata": _of_appconfig,
    "cognito-idp": _by_name,
    "dynamodb": _of_table,
    "guardduty": _by_name,
    "kms": _of_key,
    "s3": of_bucket,
    "sesv2": _of_mail,
    "sns": _of_topic,
    "sqs": _of_queue,
    "stepfunctions": _of_workflow,
}
