"""What `Ref` and `GetAtt` give, for the types of resources that permissions speak of.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html
"""

ACCOUNT, REGION = "111122223333", "eu-central-1"

_ARN = "arn:aws:{service}:{region}:{account}:{rest}"
# Service and the last part of the ARN; `-` stands for an ARN without region and account.
_ARNS = {
    "AWS::CloudWatch::Alarm": ("cloudwatch", "alarm:{name}"),
    "AWS::Cognito::UserPool": ("cognito-idp", "userpool/{name}"),
    "AWS::DynamoDB::Table": ("dynamodb", "table/{name}"),
    "AWS::Events::Rule": ("events", "rule/{name}"),
    "AWS::KMS::Key": ("kms", "key/{name}"),
    "AWS::Lambda::Function": ("lambda", "function:{name}"),
    "AWS::Lambda::Alias": ("lambda", "function:{name}"),
    "AWS::Lambda::LayerVersion": ("lambda", "layer:{name}:1"),
    "AWS::Logs::LogGroup": ("logs", "log-group:{name}:*"),
    "AWS::SNS::Topic": ("sns", "{name}"),
    "AWS::SQS::Queue": ("sqs", "{name}"),
    "AWS::Scheduler::Schedule": ("scheduler", "schedule/default/{name}"),
    "AWS::StepFunctions::StateMachine": ("states", "stateMachine:{name}"),
    "AWS::WAFv2::WebACL": ("wafv2", "regional/webacl/{name}/1"),
}
_GLOBAL = {
    "AWS::IAM::Role": "arn:aws:iam::{account}:role/{name}",
    "AWS::IAM::ManagedPolicy": "arn:aws:iam::{account}:policy/{name}",
    "AWS::S3::Bucket": "arn:aws:s3:::{name}",
    "AWS::CloudFront::Distribution": "arn:aws:cloudfront::{account}:distribution/{name}",
}
_REF_IS_AN_ARN = {
    *("AWS::IAM::ManagedPolicy", "AWS::SNS::Topic", "AWS::StepFunctions::StateMachine"),
    *("AWS::Lambda::LayerVersion", "AWS::Lambda::Alias"),
}


def arn(kind: str, name: str) -> str:
    """Raises ValueError for a type of which no ARN is known here."""
    if kind in _GLOBAL:
        return _GLOBAL[kind].format(account=ACCOUNT, name=_written(kind, name))
    if kind not in _ARNS:
        raise ValueError(f"what is the ARN of {kind}?")
    service, rest = _ARNS[kind]
    return _ARN.format(service=service, region=REGION, account=ACCOUNT, rest=rest.format(name=name))


def reference(kind: str, name: str) -> str:
    if kind in _REF_IS_AN_ARN:
        return arn(kind, name)
    if kind == "AWS::SQS::Queue":
        return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}"
    return _written(kind, name)


def attribute(kind: str, name: str, asked: str) -> str:
    """Returns a made-up value for an attribute that isn't an ARN."""
    match asked:
        case "Arn" | "TopicArn" | "DistributionArn":
            return arn(kind, name)
        case "StreamArn":
            return f"{arn(kind, name)}/stream/2026-01-01T00:00:00.000"
        case "QueueName":
            return name
    return f"{_written(kind, name)}.{asked.lower()}"


def _written(kind: str, name: str) -> str:
    return name.lower() if kind == "AWS::S3::Bucket" else name
