"""AppConfig's part that policies use, which moto has no deployments for."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


class Conflict(Exception):
    """Another deployment is under way."""


class Refused(Exception):
    """A validator said no."""


@dataclass
class Exceptions:
    ConflictException = Conflict
    BadRequestException = Refused


@dataclass
class FakeAppConfig:
    """`ends_as` is the state in which deployments end; `busy` and `strict` refuse to begin one."""

    hosted: list[bytes] = field(default_factory=list)
    deployed: list[dict[str, Any]] = field(default_factory=list)
    ends_as: str = "COMPLETE"
    busy: bool = False
    strict: bool = False
    exceptions: Exceptions = field(default_factory=Exceptions)

    def create_hosted_configuration_version(self, **request: Any) -> dict[str, Any]:
        self.hosted.append(request["Content"])
        return {"VersionNumber": len(self.hosted)}

    def get_hosted_configuration_version(self, **request: Any) -> dict[str, Any]:
        return {"Content": io.BytesIO(self.hosted[request["VersionNumber"] - 1])}

    def start_deployment(self, **request: Any) -> dict[str, Any]:
        if self.busy:
            raise Conflict
        if self.strict:
            raise Refused("the validator said no")
        number = len(self.deployed) + 1
        self.deployed.append(
            {
                "DeploymentNumber": number,
                "ConfigurationVersion": request["ConfigurationVersion"],
                "State": self.ends_as,
                "StartedAt": datetime(2026, 11, 23, number, tzinfo=UTC),
                "Description": request["Description"],
            }
        )
        return {"DeploymentNumber": number}

    def get_deployment(self, **request: Any) -> dict[str, Any]:
        number: int = request["DeploymentNumber"]
        return self.deployed[number - 1]

    def list_deployments(self, **request: Any) -> dict[str, Any]:
        """One a page, so that turning pages is tried."""
        newest = sorted(self.deployed, key=lambda one: -one["DeploymentNumber"])
        place = int(request.get("NextToken", 0))
        more = {"NextToken": str(place + 1)} if place + 1 < len(newest) else {}
        return {"Items": newest[place : place + 1], **more}
