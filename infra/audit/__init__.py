"""`redress audit`: the proof over the chains of events, from the tables or from an export."""
