"""What every act of the procedure has: its command, and the rules that it is done by."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from shared.domain.case.change import Change
from shared.domain.case.needs import NOTHING_MORE, Needs
from shared.domain.errors import RedressError
from shared.domain.policy.model import Policy
from shared.domain.procedure.rights import Holders
from shared.domain.vocabulary import ANY_STATUS, CommandName, Status

Statuses = frozenset[Status]
ALWAYS, NEVER = ANY_STATUS, frozenset[Status]()


class ActRefused(RedressError):
    """The act isn't possible for a reason that the status doesn't tell; `decide` adds what is."""

    def __init__(self, act: str, why: str | None = None) -> None:
        super().__init__(act)
        self.act = act
        self.why = why


class Command:
    """Data that somebody sends to a case; the class holds the rules of the act that it asks for.

    `when` are the statuses that admit it, `by` who has the right. `decides` are the statuses in
    which it is a decision: whoever made an earlier one that is appealed against may not do it.
    `leads_to` names each status after it with those before, `may_lead_to` what depends on what the
    command says. What isn't `offered` is never among what somebody can do now.

    Commands are frozen dataclasses that nobody compares: without `eq` a start is 5 ms quicker.
    """

    name: ClassVar[CommandName]
    when: ClassVar[Statuses]
    by: ClassVar[Holders]
    decides: ClassVar[Statuses] = NEVER
    leads_to: ClassVar[Mapping[Status, Statuses]] = {}
    may_lead_to: ClassVar[Mapping[Status, Statuses]] = {}
    offered: ClassVar[bool] = True

    @classmethod
    def admitted_under(cls, policy: Policy) -> Statuses:
        """Returns the statuses that admit it under this policy."""
        return cls.when

    @property
    def needs(self) -> Needs:
        """Names what must be loaded beside the case; `change.loaded` holds it."""
        return NOTHING_MORE

    def enact(self, change: Change) -> Change:
        """Adds what follows. Rights, status and time have been checked.

        Raises InvalidInput for what the command says, ActRefused for what the case is.
        """
        raise NotImplementedError


def acts(of: type[Command] = Command) -> Iterator[type[Command]]:
    """Finds every command whose module was imported, one for each name."""
    for one in of.__subclasses__():
        if "name" in vars(one):
            yield one
        yield from acts(one)
