"""How urgent a complaint is, from plain answers.

Urgent means danger to safety or health now, a legal violation with harm under way, or a
human-rights concern; a vulnerable person raises the score. Weights and thresholds are the policy's.
"""

from collections.abc import Mapping

from shared.domain.policy.ladders import UrgencyPolicy


def urgency_of(answers: Mapping[str, bool], floor: str, policy: UrgencyPolicy) -> str:
    """Returns the most urgent level that the answers reach, at least the category's own."""
    score = sum(policy.weights.get(question, 0) for question, yes in answers.items() if yes)
    reached = (level for level in policy.levels if score >= policy.thresholds.get(level, 0))
    scored = next(reached, policy.levels[-1])
    return min(scored, floor, key=policy.levels.index)
