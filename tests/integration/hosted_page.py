"""A hosted page on this machine, its token endpoint and its pool's list of clients: it answers as
it is told to."""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"
CLIENTS = {"command-line": "client-1", "desk": "client-2", "reports": "client-3"}


@dataclass
class HostedPage:
    """`asked` are the forms that came, with their path and content type."""

    url: str = ""
    status: int = 200
    claims: Mapping[str, Any] = field(default_factory=dict)
    silent: bool = False
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    @property
    def body(self) -> bytes:
        told = {"id_token": token(self.claims)} if self.status == 200 else {"error": "no"}
        return json.dumps(told).encode()


def token(claims: Mapping[str, Any]) -> str:
    """A JSON Web Token without a signature worth the name."""
    parts = ({"alg": "RS256"}, claims, {"signed": False})
    encoded = (base64.urlsafe_b64encode(json.dumps(one).encode()) for one in parts)
    return ".".join(one.decode("ascii").rstrip("=") for one in encoded)


def listed(pool: str) -> bytes:
    """The clients of the pool, as Cognito tells of them."""
    clients = [
        {"UserPoolId": pool, "ClientName": name, "ClientId": client}
        for name, client in CLIENTS.items()
    ]
    return json.dumps({"UserPoolClients": clients}).encode()


@contextmanager
def opened() -> Iterator[HostedPage]:
    page = HostedPage()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(page))
    page.url = f"http://127.0.0.1:{server.server_port}"
    serving = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    serving.start()
    try:
        yield page
    finally:
        page.over.set()
        server.shutdown()
        server.server_close()
        serving.join()


def _answering(page: HostedPage) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
            if "ListUserPoolClients" in str(self.headers["X-Amz-Target"]):
                self._answer(200, listed(json.loads(form)["UserPoolId"]))
                return
            kind = str(self.headers["Content-Type"])
            page.asked.append((self.path, kind, dict(parse_qsl(form))))
            if page.silent:
                page.over.wait()
            else:
                self._answer(page.status, page.body)

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    return Answer
