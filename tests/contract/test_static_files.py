"""Style sheets, script and icon: who may read them, by what way, and for how long they are kept."""

import gzip
import json
from typing import Any

import pytest

from infra.pages.assets import MANIFEST, STATIC
from infra.pages.upload import FOR_EVER, upload
from tests.contract.expanded import many, of_type

PAGES_FILES = ("app.css", "app-rtl.css", "app.js", "icon.svg")


def test_only_the_stack_s_own_distribution_reads_the_bucket_and_only_over_tls() -> None:
    statements = many(
        of_type("AWS::S3::BucketPolicy")["StaticBucketPolicy"]["PolicyDocument"]["Statement"]
    )
    allowed = [one for one in statements if one["Effect"] == "Allow"]
    assert [one["Principal"] for one in allowed] == [{"Service": "cloudfront.amazonaws.com"}]
    assert "aws:SourceArn" in allowed[0]["Condition"]["StringEquals"]
    assert [one["Condition"] for one in statements if one["Effect"] == "Deny"] == [
        {"Bool": {"aws:SecureTransport": "false"}}
    ]
    assert all(
        of_type("AWS::S3::Bucket")["StaticBucket"]["PublicAccessBlockConfiguration"].values()
    )


def test_the_distribution_signs_its_requests_and_speaks_tls_alone() -> None:
    config = of_type("AWS::CloudFront::Distribution")["StaticDistribution"]["DistributionConfig"]
    (origin,) = config["Origins"]
    assert origin["OriginAccessControlId"]
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "https-only"
    control = of_type("AWS::CloudFront::OriginAccessControl")["StaticAccess"]
    assert control["OriginAccessControlConfig"]["SigningBehavior"] == "always"


class Storage:
    """Remembers what was put where."""

    def __init__(self) -> None:
        self.put: dict[str, dict[str, Any]] = {}

    def put_object(self, **request: Any) -> None:
        self.put[request["Key"]] = request


@pytest.mark.parametrize("name", PAGES_FILES)
def test_a_file_is_named_by_its_content_and_kept_for_ever(name: str) -> None:
    storage = Storage()
    upload(storage, "static")
    file = json.loads(MANIFEST.read_text(encoding="utf-8"))["files"][name]
    sent = storage.put[file["name"]]
    assert sent["CacheControl"] == FOR_EVER and "immutable" in FOR_EVER
    assert gzip.decompress(sent["Body"]) == (STATIC / file["name"]).read_bytes()
    assert file["name"] != name and file["integrity"].startswith("sha")
