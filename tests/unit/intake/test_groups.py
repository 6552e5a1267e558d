"""Who a token makes somebody: groups come in two notations."""

import pytest

from tests.unit.intake.asking import claims_of
from tests.unit.intake.world import World


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("[registrar]", "registrar"),
        ("registrar", "registrar"),
        ("[auditor registrar]", "registrar"),
        ("auditor,registrar", "registrar"),
        ("auditor, registrar", "registrar"),
        (["auditor", "registrar"], "registrar"),
        ("registrar,officer", "officer"),
    ],
)
def test_the_first_known_group_is_the_role(world: World, groups: object, role: str) -> None:
    filed = world.file()
    claims = claims_of("x", None, **{"cognito:groups": groups})
    reply = filed.command("acknowledge", claims)
    assert reply.status == 200
    assert world.store.events(filed.reference)[-1].actor.role == role
