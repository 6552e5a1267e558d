"""A policy file with one of each, short enough to break in many places."""

from pathlib import Path

SMALL = """\
version: "2026.1"
effective_from: 2026-01-01
office: {name: {en: Office}, reference_prefix: XT, languages: [en], time_zone: Africa/Dakar}
calendars:
  office_hours:
    time_zone: Africa/Dakar
    weekly_hours:
      mon: [["08:00", "12:00"], ["13:00", "17:00"]]
      tue: [["08:00", "12:00"], ["13:00", "17:00"]]
    holidays:
      country: SN
      add: [2026-12-24]
      remove: [2026-05-01]
  round_the_clock: {time_zone: Africa/Dakar, always_open: true}
agencies:
  health:
    name: {en: Health}
    contacts:
      duty: [{email: duty.health@example.org}]
      head: [{email: head.health@example.org}]
    assignment: {rule: round_robin, among: [officer]}
  justice:
    name: {en: Justice}
    contacts:
      duty: [{email: duty.justice@example.org}]
      head: [{email: head.justice@example.org}]
contacts:
  ombudsman: [{email: ombudsman@example.org}]
categories:
  no_answer: {name: {en: No answer}, agency: health, action_plan: safety, call_out: call_out}
  judgment: {name: {en: Judgment}, agency: health, jurisdiction: {within: false, refer_to: court}}
  delay: {name: {en: Delay}, agency: justice, default_urgency: standard}
urgency:
  matrix: {danger_now: 3, vulnerable: 1}
  levels: [urgent, high, standard]
  thresholds: {urgent: 3, high: 1, standard: 0}
  call_out: {urgent: call_out}
  calendar: round_the_clock
clocks:
  - name: acknowledge
    when: {urgency: urgent}
    target: {hours: 1}
    calendar: round_the_clock
  - name: acknowledge
    target: {working_days: 3}
    calendar: office_hours
  - name: resolve
    target: {working_days: 20}
    calendar: office_hours
    paused_by: [awaiting_complainant]
    warn_at: [0.5, 0.9]
    ladder: default
    met_by: [closed]
    legal: {minimum: {working_days: 5}, maximum: {working_days: 30}}
ladders:
  default:
    - {level: 1, after: {hours: 0}, alert: [head]}
    - {level: 2, after: {working_days: 2}, alert: [ombudsman], act: refer}
  call_out:
    - {level: 1, after: {minutes: 0}, alert: [duty], wait_minutes: 4}
action_plans:
  safety:
    name: {en: Safety}
    steps: [{id: reach, what: {en: Reach them}, owner: head, within: {hours: 1}}]
staff:
  officer: {agency: health, reports_to: supervisor}
  supervisor: {agency: health}
bodies:
  court: {name: {en: The court}}
jurisdiction:
  already_before: {court: court}
  area: {south: 12, west: -18, north: 17, east: -11}
windows: {appeal: {calendar_days: 60}}
lessons: {lost_file: {en: Lost file}}
retention: {identity: {years: 2}, case: {years: 10}}
"""


def written_to(folder: Path, text: str = SMALL) -> Path:
    path = folder / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return path
