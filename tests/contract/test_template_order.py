"""template.yaml is written by feature: what belongs to one function or queue has one banner."""

import re

import pytest

from infra.packaging import template
from tests.contract import expanded
from tests.contract.expanded import of_type

BANNER = re.compile(r"  # =+ (.+)")
RESOURCE = re.compile(r"  (\w+):")
SERVES_ALL = "Operations"


def sections() -> dict[str, str]:
    """The banner that each resource stands under."""
    found, banner = {}, ""
    text = template.PATH.read_text(encoding="utf-8")
    for line in text.partition("\nResources:\n")[2].partition("\nOutputs:\n")[0].splitlines():
        if match := BANNER.fullmatch(line):
            banner = match[1]
        elif match := RESOURCE.fullmatch(line):
            found[match[1]] = banner
    return found


def test_every_resource_stands_under_a_banner() -> None:
    found = sections()
    assert set(found) == set(template.load()["Resources"])
    assert "" not in found.values()


@pytest.mark.parametrize("name", sorted(of_type(expanded.FUNCTION)))
def test_a_function_stands_with_its_role_and_its_log_group(name: str) -> None:
    found = sections()
    own = [name, name.replace("Function", "Role"), name.replace("Function", "LogGroup")]
    assert len({found[each] for each in own}) == 1


@pytest.mark.parametrize("name", sorted(of_type(expanded.QUEUE)))
def test_a_queue_stands_with_its_dead_letters_and_their_alarm(name: str) -> None:
    found = sections()
    feature = re.sub(r"(Queue|DeadLetters)$", "", name)
    assert (
        len(
            {
                found[name],
                *(found[f"{feature}{each}"] for each in ("DeadLetters", "DeadLettersAlarm")),
            }
        )
        == 1
    )


def test_an_alarm_stands_with_what_it_watches_or_with_what_serves_all() -> None:
    found = sections()
    for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
        watched = {
            found[expanded.logical_id(each["Value"])]
            for each in alarm.get("Dimensions", [])
            if isinstance(each["Value"], dict) and expanded.logical_id(each["Value"]) in found
        }
        assert watched <= {found[name], SERVES_ALL}, name
