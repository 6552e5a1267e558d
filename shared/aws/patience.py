"""How long a function waits for AWS: less than it may run itself, whichever service it asks."""

from botocore.config import Config

# A lost connection is noticed and tried again well within a function's own time; the tick works
# on many cases side by side, each with a connection.
PATIENCE = Config(
    connect_timeout=2,
    read_timeout=5,
    max_pool_connections=20,
    retries={"mode": "standard", "total_max_attempts": 4},
)

# A message that was taken and not answered for goes out twice: who sends one waits longer.
SENDING = PATIENCE.merge(
    Config(read_timeout=12, retries={"mode": "standard", "total_max_attempts": 2})
)
