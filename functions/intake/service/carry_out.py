"""Carrying out a command on a case, whoever asks for it and by whichever way."""

from collections.abc import Sequence

from functions.intake.service.dependencies import Deps
from shared.domain.access import has_right
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import NotForYou, NotPossible
from shared.domain.procedure.command import Command
from shared.domain.vocabulary import CommandName


def carry_out(
    deps: Deps,
    actor: Actor,
    reference: str,
    command: Command,
    moment: Moment,
    *,
    key: str | None = None,
    seen_version: int | None = None,
) -> Case:
    """The case after the command. A repeated key gets the case as the first time left it.

    Raises NotPossible with the acts of this actor's role alone, and what `Casework.perform` raises.
    """
    try:
        return deps.casework.perform(
            reference, command, actor, moment, seen_version=seen_version, idempotency_key=key
        )
    except NotForYou:
        raise
    except NotPossible as error:
        own = _of_role(actor, error.possible)
        raise NotPossible(error.command, error.status, own, error.why) from error


def _of_role(actor: Actor, commands: Sequence[CommandName]) -> list[CommandName]:
    return [name for name in commands if has_right(actor, name)]
