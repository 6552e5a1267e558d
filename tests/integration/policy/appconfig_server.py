"""AppConfig's data plane on this machine: sessions whose tokens are good for one question each."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock, Thread
from urllib.parse import parse_qs, urlsplit


@dataclass
class AppConfigServer:
    """`content` is the deployed document; `down` refuses everything; `asked` counts the calls."""

    content: bytes = b"{}"
    down: bool = False
    asked: Counter[str] = field(default_factory=Counter)
    tokens: set[str] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=count)
    _one: Lock = field(default_factory=Lock)

    def session(self) -> str | None:
        """A first token."""
        return self._answered("sessions")

    def configuration(self, token: str) -> str | None:
        """The next token; None for one that was used before, or that nobody was given."""
        with self._one:
            known = token in self.tokens
            self.tokens.discard(token)
        return self._answered("configurations", refused=not known)

    def _answered(self, question: str, *, refused: bool = False) -> str | None:
        with self._one:
            self.asked[question] += 1
            if refused or self.down:
                self.asked["refused"] += 1
                return None
            token = f"token-{next(self._numbers)}"
            self.tokens.add(token)
            return token


@contextmanager
def running(server: AppConfigServer) -> Iterator[str]:
    """The address of a server that answers until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token = server.session()
            self._answer(f'{{"InitialConfigurationToken": "{token}"}}'.encode(), token)

        def do_GET(self) -> None:
            (asked,) = parse_qs(urlsplit(self.path).query)["configuration_token"]
            self._answer(server.content, server.configuration(asked))

        def _answer(self, body: bytes, token: str | None) -> None:
            self.send_response(400 if token is None else 200)
            if token is None:
                self.send_header("x-amzn-ErrorType", "BadRequestException")
                body = b"{}"
            else:
                self.send_header("Next-Poll-Configuration-Token", token)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()
