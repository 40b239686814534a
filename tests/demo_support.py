"""The demo's server on a free port of this machine, for the tests of the page."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from stance.demo import Analyst, Server

JSON = {"Content-Type": "application/json"}
BYTES = {"Content-Type": "application/octet-stream"}


class Reply(NamedTuple):
    """What came back: the status, the headers in lower case, the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def words(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        """The message of an error, which has to be one line."""
        message: str = self.json["error"]
        assert message and "\n" not in message
        return message


class Client:
    """Asks a server what browsers and programs ask it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.host = f"127.0.0.1:{server.server_port}"

    def get(self, path: str, **headers: str) -> Reply:
        return self.request("GET", path, None, headers)

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        return self.request("POST", path, body, headers)

    def ask(self, **question: Any) -> Reply:
        """Sends a text to analyse."""
        question.setdefault("model", "small")
        return self.post("/analyses", json.dumps(question).encode(), JSON)

    def request(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()


@contextmanager
def serving(analyst: Analyst, host: str = "127.0.0.1") -> Iterator[Client]:
    """A client of a server that runs as long as the block."""
    with Server(analyst, host, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Client(server)
        finally:
            server.shutdown()
            thread.join()
