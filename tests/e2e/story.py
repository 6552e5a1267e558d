"""One complaint as its people live through it: short words for what they do and see."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.e2e.caller import Answer, Caller


@dataclass(frozen=True)
class Story:
    caller: Caller
    reference: str
    code: str

    @classmethod
    def filed(cls, caller: Caller, **complaint: object) -> "Story":
        answer = caller.file(**complaint)
        return cls(caller, answer["reference"], answer["access_code"])

    def does(self, user: str, command: str, /, **body: object) -> dict[str, Any]:
        """A command of the staff that is admitted; the case as it is then."""
        return self.caller.command(self.reference, command, user, **body)

    def tries(self, user: str, command: str, /, **body: object) -> Answer:
        """A command whose answer is looked at, on the version that the office sees."""
        version = self.caller.case(self.reference)["version"]
        path = f"/v1/cases/{self.reference}/{command}"
        return self.caller.ask("POST", path, {"version": version} | body, user=user)

    def says(self, act: str, **body: object) -> dict[str, Any]:
        """What the complainant does; what they see then."""
        path = f"/v1/complaints/{self.reference}/{act}"
        answer = self.caller.ask("POST", path, body, code=self.code, key=uuid4().hex)
        assert answer.status in (200, 201), answer.body
        shown: dict[str, Any] = answer.body
        return shown

    def refused(self, act: str, **body: object) -> dict[str, Any]:
        answer = self.caller.ask(
            "POST", f"/v1/complaints/{self.reference}/{act}", body, code=self.code
        )
        assert answer.status == 409, answer.body
        problem: dict[str, Any] = answer.body
        return problem

    def sees(self) -> dict[str, Any]:
        answer = self.caller.ask("GET", f"/v1/complaints/{self.reference}", code=self.code)
        assert answer.status == 200, answer.body
        shown: dict[str, Any] = answer.body
        return shown

    def seen_by(self, user: str) -> Answer:
        return self.caller.ask("GET", f"/v1/cases/{self.reference}", user=user)

    def clocks(self, user: str = "ombudsman") -> dict[str, str]:
        """State by name, the steps of the action plan among them."""
        case = self.caller.case(self.reference, user)
        named = {one["name"]: one["state"] for one in case["clocks"]}
        return named | {one["step"]: one["state"] for one in case["steps"]}

    def running(self) -> set[str]:
        return {name for name, state in self.clocks().items() if state in ("running", "paused")}

    def decided(self, outcome: str = "upheld", **body: object) -> None:
        """Proposed by the officer, signed by the supervisor."""
        self.does("officer.health", "propose-decision", outcome=outcome, summary="So.", **body)
        self.does("supervisor.health", "sign-off")

    def is_sound(self) -> None:
        """The audit holds from the first event to the last."""
        answer = self.caller.ask("GET", f"/v1/cases/{self.reference}/audit", user="auditor")
        assert (answer.status, answer.body["broken"]) == (200, None)
