"""What GuardDuty does under the role of a malware protection plan.

https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html
Its test object and its tags are puts without any header of ours: the keys of a condition that asks
for one are absent, which makes a negated operator true.
"""

from collections.abc import Iterator

from tests.aws import keys_used
from tests.aws.arns import ACCOUNT, REGION
from tests.aws.deployment import Deployment
from tests.aws.iam.request import Context
from tests.aws.question import SECURE, Question, by_role, taken_on, under

SERVICE = "malware-protection-plan.guardduty.amazonaws.com"
RULE = (
    f"arn:aws:events:{REGION}:{ACCOUNT}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3-one"
)
TEST_OBJECT = "malware-protection-resource-validation-object"
MANAGED: Context = {"events:managedby": (SERVICE,)}
ON_ITS_RULE = {
    **dict.fromkeys(("PutRule", "DeleteRule", "PutTargets", "RemoveTargets"), MANAGED),
    **dict.fromkeys(("DescribeRule", "ListTargetsByRule"), SECURE),
}
ON_OBJECTS = (
    *("GetObject", "GetObjectVersion", "GetObjectTagging", "GetObjectVersionTagging"),
    *("PutObjectTagging", "PutObjectVersionTagging"),
)
ON_THE_BUCKET = ("PutBucketNotification", "GetBucketNotification", "ListBucket")


def questions(deployment: Deployment) -> Iterator[Question]:
    for name, plan in deployment.of_type("AWS::GuardDuty::MalwareProtectionPlan"):
        role, bucket = plan["Role"], plan["ProtectedResource"]["S3Bucket"]
        arn = f"arn:aws:s3:::{bucket['BucketName']}"
        yield taken_on(name, SERVICE, role)
        for action, context in ON_ITS_RULE.items():
            yield by_role(f"{name} keeps its rule", role, f"events:{action}", RULE, context)
        for action in ON_THE_BUCKET:
            yield by_role(f"{name} watches", role, f"s3:{action}", arn)
        yield by_role(f"{name} tests itself", role, "s3:PutObject", f"{arn}/{TEST_OBJECT}")
        for prefix in bucket.get("ObjectPrefixes", [""]):
            for action in ON_OBJECTS:
                yield by_role(f"{name} scans", role, f"s3:{action}", f"{arn}/{prefix}some-1")
        scanned = deployment.named("AWS::S3::Bucket", bucket["BucketName"])
        used = keys_used.of_bucket(deployment, scanned, ("Decrypt", "GenerateDataKey"))
        yield from under(role, f"{name} scans", used)
