"""Runs a Step Functions definition, with a test in the place of the functions it calls.

No clock and no cloud: waits are added up. It knows what infra/escalation.asl.yaml uses and refuses
every other field, so that nothing of a definition is passed over in silence.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.contract.jsonata_scope import Scope

Document = Mapping[str, Any]

TIMEOUT = "States.Timeout"
STATES_AT_MOST = 500
FIELDS = {
    "Choice": {"Choices", "Default"},
    "Fail": {"Error", "Cause"},
    "Map": {"Items", "ItemSelector", "ItemProcessor", "MaxConcurrency", "Next"},
    "Pass": {"Assign", "Next"},
    "Succeed": set[str](),
    "Task": {
        *("Resource", "Arguments", "TimeoutSeconds", "Retry", "Catch", "Assign", "Output"),
        *("Next", "End"),
    },
    "Wait": {"Seconds", "Next"},
}


class TaskFailed(Exception):
    """What a task fails with; its one argument is the error's name."""


@dataclass(frozen=True)
class Call:
    state: str
    function: str
    payload: Any


@dataclass
class Machine:
    """One execution: the states it went through, the calls it made, the seconds it waited."""

    definition: Document
    answer: Callable[[Call], Any]
    execution_input: Any
    variables: dict[str, Any] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    waited: Counter[str] = field(default_factory=Counter)

    def run(self) -> str:
        """The state that it ended in: a task, where that failed and nothing caught it."""
        try:
            return self._run(self.definition, self.execution_input, {})
        except TaskFailed:
            return self.path[-1]

    def _run(self, machine: Document, given: Any, item: Document) -> str:
        name: str | None = machine["StartAt"]
        while name is not None:
            state, kind = machine["States"][name], machine["States"][name]["Type"]
            unknown = state.keys() - FIELDS[kind] - {"Type", "Comment"}
            assert not unknown, f"{name} has {unknown}"
            self.path.append(name)
            assert len(self.path) < STATES_AT_MOST, f"it goes round in circles: {self.path[-6:]}"
            name = _STEPS[kind](self, name, state, self._scope(given, item))
        return self.path[-1]

    def _scope(self, given: Any, item: Document) -> Scope:
        execution = {"Execution": {"Input": self.execution_input}, "Task": {"Token": "token"}}
        return Scope(self.variables, given, {**execution, **item})

    def _task(self, name: str, state: Document, scope: Scope) -> str | None:
        try:
            result = self._tried(name, state, scope)
        except TaskFailed as error:
            caught = _matching(state.get("Catch", []), str(error))
            if caught is None:
                raise
            return self._go_on(caught, scope)
        return self._go_on(state, replace(scope, result={"result": result}))

    def _tried(self, name: str, state: Document, scope: Scope) -> Any:
        arguments = scope.value(state["Arguments"])
        call = Call(name, arguments["FunctionName"], arguments["Payload"])
        retried: Counter[int] = Counter()
        while True:
            self.calls.append(call)
            try:
                answer = self.answer(call)
            except TaskFailed as error:
                retry = _matching(state.get("Retry", []), str(error))
                if retry is None or retried[id(retry)] == retry["MaxAttempts"]:
                    raise
                growth = retry["BackoffRate"] ** retried[id(retry)]
                self.waited[name] += retry["IntervalSeconds"] * growth
                retried[id(retry)] += 1
            else:
                token = state["Resource"].endswith(".waitForTaskToken")
                return answer if token else {"Payload": answer}

    def _choice(self, _name: str, state: Document, scope: Scope) -> str:
        for choice in state["Choices"]:
            holds = scope.value(choice["Condition"])
            assert isinstance(holds, bool), choice["Condition"]
            if holds:
                return str(choice["Next"])
        return str(state["Default"])

    def _map(self, _name: str, state: Document, scope: Scope) -> str | None:
        items = scope.value(state["Items"])
        assert isinstance(items, list), items
        outside = dict(self.variables)
        for index, each in enumerate(items):
            item = {"Map": {"Item": {"Index": index, "Value": each}}}
            given = self._scope(scope.given, item).value(state["ItemSelector"])
            self._run(state["ItemProcessor"], given, item)
            self.variables = dict(outside)  # what is assigned inside stays there
        return self._go_on(state, scope)

    def _wait(self, name: str, state: Document, scope: Scope) -> str | None:
        self.waited[name] += state["Seconds"]
        return self._go_on(state, scope)

    def _pass(self, _name: str, state: Document, scope: Scope) -> str | None:
        return self._go_on(state, scope)

    def _succeed(self, _name: str, _state: Document, _scope: Scope) -> None:
        return None

    def _fail(self, _name: str, state: Document, _scope: Scope) -> None:
        raise TaskFailed(state["Error"])

    def _go_on(self, state: Document, scope: Scope) -> str | None:
        """Assigns all at once: each expression sees the variables as they were."""
        self.variables = self.variables | scope.value(state.get("Assign", {}))
        return None if state.get("End") else str(state["Next"])


def _matching(rules: Sequence[Document], error: str) -> Document | None:
    """The first that names the error; `States.TaskFailed` stands for all but a time-out."""
    for rule in rules:
        names = rule["ErrorEquals"]
        if error in names or "States.ALL" in names:
            return rule
        if "States.TaskFailed" in names and error != TIMEOUT:
            return rule
    return None


_STEPS: dict[str, Callable[[Machine, str, Document, Scope], str | None]] = {
    "Choice": Machine._choice,
    "Fail": Machine._fail,
    "Map": Machine._map,
    "Pass": Machine._pass,
    "Succeed": Machine._succeed,
    "Task": Machine._task,
    "Wait": Machine._wait,
}


def tasks_of(machine: Document) -> Iterator[tuple[str, Document]]:
    """Tasks by name, those inside a Map, too."""
    for name, state in machine["States"].items():
        if state["Type"] == "Task":
            yield name, state
        if state["Type"] == "Map":
            yield from tasks_of(state["ItemProcessor"])
