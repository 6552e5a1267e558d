"""The pages over a store in memory, served on this machine: every state at once, for a browser."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from functions.intake.application import ROUTES
from infra.pages.assets import STATIC
from shared.domain.policy.model import policy_from
from shared.runtime.default_policy import default_policy
from tests import gateway
from tests.fakes import FakeCases
from tests.unit.intake.asking import event
from tests.unit.intake.world import World

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
SHIPPED = policy_from(default_policy())


class Office(World):
    """The shipped policy's office. Only one request is answered at a time."""

    def __init__(self, port: int, store: FakeCases | None = None) -> None:
        self.public_url = f"http://127.0.0.1:{port}"
        self.static_url = f"{self.public_url}/static"
        self._lock = Lock()
        super().__init__(SHIPPED, store=store)

    def answer(self, method: str, url: str, headers: dict[str, str], body: str) -> dict[str, Any]:
        parts = urlsplit(url)
        routes = ((one.method, one.path) for one in ROUTES)
        route, path = gateway.chosen(method, parts.path, routes) or (parts.path, {})
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        asked = event(method, route, body or None, headers=headers, path=path, query=query)
        asked["requestContext"] |= {"stage": "live", "domainName": "unused.example.org"}
        with self._lock:
            answered: dict[str, Any] = self.app(asked, None)
        return answered


@contextmanager
def serving() -> Iterator[Office]:
    """An office that a browser can visit at its `public_url`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    office = Office(server.server_port)
    server.RequestHandlerClass = _handler(office)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(office: Office) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path.startswith("/static/"):
                self._give_static()
            else:
                self._give(office.answer("GET", self.path, dict(self.headers), ""))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._give(office.answer("POST", self.path, dict(self.headers), body))

        def _give_static(self) -> None:
            path = STATIC / self.path.rpartition("/")[2]
            kind = KINDS[path.suffix.removeprefix(".")]
            self._send(200, [("Content-Type", kind)], path.read_bytes())

        def _give(self, answer: dict[str, Any]) -> None:
            told = answer["body"]
            body = base64.b64decode(told) if answer.get("isBase64Encoded") else told.encode()
            several = answer.get("multiValueHeaders", {}).items()
            headers = [*answer["headers"].items()]
            headers += [(name, one) for name, all_of_it in several for one in all_of_it]
            self._send(answer["statusCode"], headers, body)

        def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            with suppress(ConnectionError):  # a window that was closed waits for nothing
                self._sent(status, headers, body)

        def _sent(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response(status)
            for name, value in (*headers, ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """What a browser asks for is of no interest."""

    return Handler
