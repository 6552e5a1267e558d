"""New cases to officers, from a queue of their own: environment → adapters → handler."""

from functions.assign.assign_cases import AssignCases
from shared.aws import composition as assembly
from shared.aws.turns import AssignmentTurns
from shared.runtime.config import setting
from shared.runtime.observability import guarded, logger

_CLIENT = assembly.dynamo()
_TURNS = AssignmentTurns(_CLIENT, setting("CASES_TABLE"))

handler = guarded(AssignCases(assembly.casework(_CLIENT), _TURNS, assembly.now, logger("assign")))
