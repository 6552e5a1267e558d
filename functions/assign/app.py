"""New cases to officers, from a queue of their own: environment → adapters → handler."""

from functions.assign.assigning import GiveOut
from shared.aws import assembly
from shared.aws.turns import AssignmentTurns
from shared.config import setting
from shared.observability import guarded, logger

_CLIENT = assembly.dynamo()
_TURNS = AssignmentTurns(_CLIENT, setting("CASES_TABLE"))

handler = guarded(GiveOut(assembly.casework(_CLIENT), _TURNS, assembly.now, logger("assign")))
