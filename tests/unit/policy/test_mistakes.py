"""Each mistake in a policy file is told with the file, the line and what to write instead."""

from pathlib import Path
from typing import NamedTuple

import pytest

from infra.policy_tools.policy_file import load
from infra.policy_tools.yaml_source import LocatedMistakes
from tests.unit.policy.small_policy import SMALL, written_to


class Mistake(NamedTuple):
    """`old` becomes `new`; the message then names the line on which `at` stands in the new file."""

    name: str
    old: str
    new: str
    at: str
    problem: str
    remedy: str


WEEK = 'mon: [["08:00", "12:00"], ["13:00", "17:00"]]'
MISTAKES = [
    Mistake(
        "a_thing_named_twice",
        "contacts:\n  ombudsman",
        "contacts: {}\ncontacts:\n  ombudsman",
        "contacts:\n  ombudsman",
        "duplicate key",
        "Keep one",
    ),
    Mistake("a_bracket_left_open", "[en], time", "[en, time", "office: {", "not YAML", "syntax"),
    Mistake(
        "a_misspelt_name",
        "    warn_at:",
        "    warn_att:",
        "warn_att",
        "warn_att is not known",
        "`warn_at`",
    ),
    Mistake(
        "a_missing_part",
        "    calendar: office_hours\n    paused_by",
        "    paused_by",
        "- name: resolve",
        "calendar is missing",
        "Add `calendar`",
    ),
    Mistake(
        "one_word_where_a_list_belongs",
        "paused_by: [awaiting_complainant]",
        "paused_by: awaiting_complainant",
        "paused_by",
        "should be a valid list",
        "Write a list",
    ),
    Mistake(
        "a_version_that_is_a_number",
        'version: "2026.1"',
        "version: 2026.1",
        "version",
        "should be a valid string",
        "quotation marks",
    ),
    Mistake(
        "an_effective_date_that_does_not_exist",
        "effective_from: 2026-01-01",
        "effective_from: 2026-02-30",
        "effective_from",
        "date",
        "Write a date like",
    ),
    Mistake(
        "an_effective_date_without_holidays",
        "effective_from: 2026-01-01",
        "effective_from: 2036-01-01",
        "years: [2025, 2030]",
        "deadlines may fall in 2036 to 2038",
        "Widen `years`",
    ),
    Mistake(
        "an_unknown_time_zone",
        "languages: [en], time_zone: Africa/Dakar",
        "languages: [en], time_zone: Africa/Daker",
        "office:",
        "no time zone Africa/Daker",
        "tz database",
    ),
    Mistake(
        "overlapping_hours",
        WEEK,
        'mon: [["08:00", "12:00"], ["11:00", "17:00"]]',
        "mon:",
        "begins before",
        "without overlap",
    ),
    Mistake(
        "hours_that_go_backward",
        WEEK,
        'mon: [["17:00", "08:00"]]',
        "weekly_hours",
        "go backward",
        "Write hours like",
    ),
    Mistake(
        "a_time_of_day_that_is_none",
        WEEK,
        'mon: [["8", "12:00"]]',
        "weekly_hours",
        "'8' is not a time of day",
        "Write hours like",
    ),
    Mistake(
        "a_calendar_in_which_nobody_works",
        "{time_zone: Africa/Dakar, always_open: true}",
        "{time_zone: Africa/Dakar}",
        "round_the_clock: {",
        "no working hours at all",
        "Write hours like",
    ),
    Mistake(
        "a_weekday_that_is_none",
        "      tue:",
        "      tues:",
        "tues",
        "should be 'mon'",
        "Write one of them",
    ),
    Mistake(
        "an_unknown_country", "country: SN", "country: ZZ", "holidays:", "ZZ", "Write a country"
    ),
    Mistake(
        "a_year_without_holidays",
        "country: SN\n",
        "country: SN\n      years: [1950, 2030]\n",
        "holidays:",
        "no holiday of SN is known in 1950",
        "Narrow `years`",
    ),
    Mistake(
        "a_removed_day_that_is_no_holiday",
        "remove: [2026-05-01]",
        "remove: [2026-05-02]",
        "holidays:",
        "2026-05-02 is no public holiday",
        "Take it out",
    ),
    Mistake(
        "an_added_day_outside_the_known_years",
        "add: [2026-12-24]",
        "add: [2056-12-24]",
        "add:",
        "2056-12-24 lies outside",
        "Widen `years`",
    ),
    Mistake(
        "a_category_without_an_agency",
        "agency: justice, default",
        "default",
        "delay:",
        "belongs to no agency",
        "Name one `agency`",
    ),
    Mistake(
        "a_category_of_two_agencies",
        "    name: {en: Health}\n",
        "    name: {en: Health}\n    categories: [delay]\n",
        "delay: {",
        "belongs to justice and health",
        "Name one `agency`",
    ),
    Mistake(
        "a_category_that_an_agency_lists_and_nobody_describes",
        "    name: {en: Health}\n",
        "    name: {en: Health}\n    categories: [delays]\n",
        "categories: [delays]",
        "no category delays",
        "Describe it",
    ),
    Mistake(
        "a_category_of_an_unknown_agency",
        "agency: justice, default",
        "agency: justise, default",
        "delay:",
        "no agency justise",
        "health, justice",
    ),
    Mistake(
        "an_agency_that_no_category_leads_to",
        "delay: {name: {en: Delay}, agency: justice, default",
        "delay: {name: {en: Delay}, agency: health, default",
        "justice:",
        "no category leads to justice",
        "Give it a category",
    ),
    Mistake(
        "a_level_with_nobody_to_alert_for_one_agency",
        "      head: [{email: head.justice@example.org}]\n",
        "",
        "- {level: 1, after: {hours: 0}",
        "level 1 has nobody to alert for justice",
        "Give justice a contact in head",
    ),
    Mistake(
        "a_level_with_an_unknown_group",
        "alert: [ombudsman]",
        "alert: [ombudsmann, ombudsman]",
        "ombudsmann",
        "no group of contacts ombudsmann",
        "duty, head, ombudsman",
    ),
    Mistake(
        "a_contact_that_cannot_be_reached",
        "[{email: ombudsman@example.org}]",
        "[{user: ombudsman}]",
        "ombudsman: [",
        "no alert can reach",
        "Add an `email`",
    ),
    Mistake(
        "an_address_that_is_none",
        "email: ombudsman@example.org",
        "email: ombudsman",
        "ombudsman: [",
        "should match pattern",
        "something like duty@example.org",
    ),
    Mistake(
        "levels_out_of_order",
        "after: {working_days: 2}",
        "after: {hours: 0}",
        "- {level: 2, after",
        "level 2 does not come after level 1",
        "longer `after`",
    ),
    Mistake(
        "levels_numbered_wrongly",
        "{level: 2, after",
        "{level: 3, after",
        "{level: 3",
        "level 3 stands at place 2",
        "write 2 here",
    ),
    Mistake(
        "no_default_ladder",
        "ladders:\n  default:",
        "ladders:\n  usual:",
        "ladders:\n",
        "no ladder `default`",
        "Add a ladder",
    ),
    Mistake(
        "a_warning_after_the_deadline",
        "warn_at: [0.5, 0.9]",
        "warn_at: [0.5, 1.2]",
        "warn_at",
        "no time before the deadline",
        "between 0 and 1",
    ),
    Mistake(
        "warnings_out_of_order",
        "warn_at: [0.5, 0.9]",
        "warn_at: [0.9, 0.5]",
        "warn_at",
        "not in order",
        "smallest first",
    ),
    Mistake(
        "a_clock_in_an_unknown_calendar",
        "    calendar: office_hours\n    paused_by",
        "    calendar: office_hour\n    paused_by",
        "calendar: office_hour\n",
        "no calendar office_hour",
        "office_hours, round_the_clock",
    ),
    Mistake(
        "a_clock_with_an_unknown_ladder",
        "    ladder: default",
        "    ladder: defualt",
        "defualt",
        "no ladder defualt",
        "call_out, default",
    ),
    Mistake(
        "a_clock_for_an_unknown_fact",
        "when: {urgency: urgent}",
        "when: {weather: urgent}",
        "when:",
        "no weather to ask for",
        "urgency, category",
    ),
    Mistake(
        "a_clock_for_an_unknown_urgency",
        "when: {urgency: urgent}",
        "when: {urgency: urgently}",
        "when:",
        "no urgency urgently",
        "Write one of",
    ),
    Mistake(
        "a_clock_hidden_by_a_general_one",
        "  - name: acknowledge\n    when: {urgency: urgent}",
        "  - {name: acknowledge, target: {hours: 9}, calendar: office_hours, id: first}\n"
        "  - name: acknowledge\n    when: {urgency: urgent}",
        "- name: acknowledge\n    when",
        "never counts, as first stands before it",
        "more special clock first",
    ),
    Mistake(
        "two_clocks_of_one_name",
        "- name: resolve\n",
        "- name: resolve\n    id: acknowledge\n",
        "id: acknowledge",
        "two clocks are called acknowledge",
        "another `when`",
    ),
    Mistake(
        "an_unknown_clock",
        "- name: resolve",
        "- name: solve",
        "- name: solve",
        "should be 'acknowledge'",
        "Write one of them",
    ),
    Mistake(
        "an_acknowledgement_that_pauses",
        "    target: {working_days: 3}\n",
        "    target: {working_days: 3}\n    paused_by: [awaiting_complainant]\n",
        "paused_by: [awaiting_complainant]\n    calendar",
        "an acknowledgement never pauses",
        "Take `paused_by` out",
    ),
    Mistake(
        "a_pause_in_an_unknown_status",
        "paused_by: [awaiting_complainant]",
        "paused_by: [waiting]",
        "paused_by",
        "no status waiting",
        "awaiting_complainant",
    ),
    Mistake(
        "a_clock_met_by_an_unknown_event",
        "met_by: [closed]",
        "met_by: [closing]",
        "met_by",
        "no event closing",
        "closed",
    ),
    Mistake(
        "a_target_of_nothing",
        "target: {working_days: 3}",
        "target: {working_days: 0}",
        "working_days: 0",
        "no time at all",
        "more than 0",
    ),
    Mistake(
        "half_a_day",
        "target: {working_days: 3}",
        "target: {working_days: 2.5}",
        "working_days: 2.5",
        "can't be counted",
        "use hours",
    ),
    Mistake(
        "a_target_in_two_units",
        "target: {working_days: 3}",
        "target: {working_days: 3, hours: 2}",
        "working_days: 3, hours",
        "at most 1 item",
        "one unit",
    ),
    Mistake(
        "a_target_in_an_unknown_unit",
        "target: {working_days: 3}",
        "target: {workdays: 3}",
        "workdays",
        "should be 'minutes'",
        "Write one of them",
    ),
    Mistake(
        "more_time_than_the_law_allows",
        "target: {working_days: 20}",
        "target: {working_days: 40}",
        "working_days: 40",
        "more than the legal maximum of 30",
        "Keep to the maximum",
    ),
    Mistake(
        "less_time_than_the_law_demands",
        "target: {working_days: 20}",
        "target: {working_days: 4}",
        "working_days: 4}",
        "less than the legal minimum of 5",
        "Keep to the minimum",
    ),
    Mistake(
        "a_legal_limit_in_another_unit",
        "maximum: {working_days: 30}",
        "maximum: {hours: 300}",
        "legal:",
        "the legal maximum is in hours",
        "Write both in hours",
    ),
    Mistake(
        "an_unknown_default_urgency",
        "default_urgency: standard",
        "default_urgency: normal",
        "delay:",
        "no level of urgency normal",
        "high, standard, urgent",
    ),
    Mistake(
        "an_unknown_action_plan",
        "action_plan: safety",
        "action_plan: safty",
        "no_answer:",
        "no action plan safty",
        "safety",
    ),
    Mistake(
        "thresholds_that_rise",
        "thresholds: {urgent: 3, high: 1, standard: 0}",
        "thresholds: {urgent: 3, high: 4, standard: 0}",
        "thresholds",
        "no less than the more urgent",
        "falling thresholds",
    ),
    Mistake(
        "a_level_that_nothing_reaches_without_answers",
        "high: 1, standard: 0}",
        "high: 2, standard: 1}",
        "thresholds",
        "would have no urgency",
        "threshold 0",
    ),
    Mistake(
        "a_question_that_nobody_asks",
        "danger_now: 3",
        "danger: 3",
        "matrix",
        "the form doesn't ask danger",
        "danger_now",
    ),
    Mistake(
        "a_call_out_by_an_unknown_ladder",
        "call_out: {urgent: call_out}",
        "call_out: {urgent: callout}",
        "call_out: {",
        "no ladder callout",
        "call_out, default",
    ),
    Mistake(
        "a_call_out_in_office_hours",
        "  calendar: round_the_clock\nclocks",
        "  calendar: office_hours\nclocks",
        "  calendar: office_hours\nclocks",
        "which closes",
        "always_open",
    ),
    Mistake(
        "a_name_missing_in_a_language",
        "languages: [en]",
        "languages: [en, fr]",
        "office: {",
        "no text in fr",
        "promises these languages",
    ),
    Mistake(
        "identities_kept_longer_than_cases",
        "identity: {years: 2}",
        "identity: {years: 20}",
        "retention",
        "identity is kept longer",
        "Shorten it",
    ),
    Mistake(
        "a_superior_who_is_not_there",
        "reports_to: supervisor",
        "reports_to: supervizor",
        "  officer: {",
        "no member of staff supervizor",
        "Add them to `staff`",
    ),
    Mistake(
        "a_circle_of_superiors",
        "  supervisor: {agency: health}",
        "  supervisor: {agency: health, reports_to: officer}",
        "  officer: {",
        "stands above themselves",
        "whoever stands highest",
    ),
    Mistake(
        "staff_of_an_agency_that_is_not_there",
        "  supervisor: {agency: health}",
        "  supervisor: {agency: heath}",
        "  supervisor: {",
        "no agency heath",
        "health, justice",
    ),
    Mistake(
        "cases_given_to_somebody_elsewhere",
        "among: [officer]",
        "among: [registrar]",
        "among",
        "registrar doesn't work for health",
        "officer, supervisor",
    ),
    Mistake(
        "cases_given_out_among_nobody",
        "among: [officer]",
        "among: []",
        "assignment",
        "nobody is named",
        "by_hand",
    ),
    Mistake(
        "handed_over_to_a_body_that_is_not_there",
        "refer_to: court",
        "refer_to: cort",
        "  judgment: {",
        "no body cort",
        "court",
    ),
    Mistake(
        "another_body_that_is_not_there",
        "already_before: {court: court}",
        "already_before: {court: cort}",
        "already_before",
        "no body cort",
        "court",
    ),
    Mistake(
        "an_area_without_inside",
        "south: 12, west: -18, north: 17",
        "south: 17, west: -18, north: 12",
        "  area",
        "no inside",
        "smaller numbers",
    ),
    Mistake(
        "an_agency_called_office",
        "  justice:\n    name",
        "  office:\n    name",
        "  office:\n    name",
        "no agency can be called office",
        "something else",
    ),
    Mistake(
        "a_call_out_on_a_ladder_that_is_not_there",
        "action_plan: safety, call_out: call_out",
        "action_plan: safety, call_out: callout",
        "  no_answer: {",
        "no ladder callout",
        "call_out, default",
    ),
]


def line_of(marker: str, text: str) -> int:
    return text[: text.index(marker) + len(marker) - len(marker.lstrip())].count("\n") + 1


def test_the_policy_that_is_broken_below_is_right(tmp_path: Path) -> None:
    assert load(written_to(tmp_path)).version == "2026.1"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_it_is_told_with_file_line_and_remedy(mistake: Mistake, tmp_path: Path) -> None:
    assert mistake.old in SMALL
    text = SMALL.replace(mistake.old, mistake.new)
    if mistake.name == "an_effective_date_without_holidays":
        text = text.replace("country: SN\n", "country: SN\n      years: [2025, 2030]\n")
    path = written_to(tmp_path, text)
    with pytest.raises(LocatedMistakes) as caught:
        load(path)
    found = [str(one) for one in caught.value.mistakes if mistake.problem in str(one)]
    assert found, str(caught.value)
    assert found[0].startswith(f"{path}:{line_of(mistake.at, text)}: "), str(caught.value)
    assert mistake.remedy in found[0]


def test_every_mistake_is_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = SMALL.replace("alert: [duty]", "alert: [dutty, duty]").replace("[0.5, 0.9]", "[2.0]")
    with pytest.raises(LocatedMistakes) as caught:
        load(written_to(tmp_path, text))
    lines = [one.line for one in caught.value.mistakes]
    assert len(lines) == 2
    assert lines == sorted(lines)


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(LocatedMistakes, match=r"nowhere\.yaml:1: can't be read"):
        load(tmp_path / "nowhere.yaml")
