"""What statuses mean, and how the page about the procedure shortens their names and roles."""

from shared.domain.vocabulary import Role, Status

LETTERS = {
    Role.OFFICER: "O",
    Role.SUPERVISOR: "S",
    Role.MEDIATOR: "M",
    Role.OMBUDSMAN: "B",
    Role.REGISTRAR: "R",
    Role.AUDITOR: "A",
    Role.COMPLAINANT: "C",
    Role.CONTACT: "K",
    Role.SYSTEM: "·",
}
SHORT = {
    Status.RECEIVED: "rec",
    Status.ACKNOWLEDGED: "ack",
    Status.ACCEPTED: "acc",
    Status.INVESTIGATING: "inv",
    Status.AWAITING_COMPLAINANT: "wait",
    Status.IN_MEDIATION: "med",
    Status.DECISION_PROPOSED: "prop",
    Status.RESOLVED: "res",
    Status.CLOSED: "clo",
    Status.REFERRED: "ref",
    Status.NOT_ACCEPTED: "not",
    Status.WITHDRAWN: "wd",
    Status.MERGED: "mrg",
}
MEANS = {
    Status.RECEIVED: "It is here, and no person has answered. The clocks run from receipt.",
    Status.ACKNOWLEDGED: "A person has read it and told the complainant so.",
    Status.ACCEPTED: "The office may deal with it, and will.",
    Status.INVESTIGATING: "Facts are gathered: interviews, visits, findings, questions.",
    Status.AWAITING_COMPLAINANT: "A question was asked; clocks that the policy names stand still.",
    Status.IN_MEDIATION: "Both sides were offered, or are in, a mediation.",
    Status.DECISION_PROPOSED: "An answer is written; a second person has to sign it.",
    Status.RESOLVED: "The decision is signed and told. The complainant may accept it or appeal.",
    Status.CLOSED: "The case is over; remedies that were promised are still followed up.",
    Status.REFERRED: "Another body decides; what became of the hand-over is followed up.",
    Status.NOT_ACCEPTED: "The office may not deal with it, for a ground that was told.",
    Status.WITHDRAWN: "The complainant took it back.",
    Status.MERGED: "It follows another case, and its decision.",
}
