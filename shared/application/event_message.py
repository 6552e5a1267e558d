"""What readers of events get from their queue: enough to read an event, and none of its words."""

import json


def event_message(reference: str, seq: int, name: str) -> str:
    return json.dumps({"reference": reference, "seq": seq, "name": name})
