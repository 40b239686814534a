"""The demo's server: one page, a JSON end point, and the reports of the last analyses.

It answers browsers that show its own page, and programs. A request that names another site as
its host (a rebound name) or as its origin (another site's page) is refused, so that no web page
reaches the models through the user's browser. Every answer forbids what it does not need: the
page loads nothing but its own files, and a report, which holds the article's words, runs in a
sandbox without an origin.
"""

from __future__ import annotations

import errno
import io
import ipaddress
import json
import os
import socket
import socketserver
import sys
import traceback
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from stance.cli.output import complain
from stance.delimited import CsvWriter
from stance.demo import page
from stance.demo.analyst import Analyst, Answer, Busy, Question, plain_text
from stance.excerpt import clean
from stance.jsontext import dump
from stance.reading import json_type
from stance.schema import ROW_COLUMNS

LARGEST = 4 * 1024 * 1024
"""Bytes of a request at most: a saved web page is rarely larger without its pictures."""

PATIENCE = 30
"""Seconds to wait for the next bytes of a request."""

_DRAINED = 16 * LARGEST
"""Bytes of a request that is too large that are read all the same, to be thrown away: a browser
shows an answer only after it has sent everything."""

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# Beside the report's own policy, which names its script and its styles by their digests.
_REPORT_POLICY = "sandbox allow-scripts allow-downloads; frame-ancestors 'self'"
_NO_POLICY = "default-src 'none'; frame-ancestors 'none'"


class Refused(Exception):
    """A request is not answered: `status` says why to programs, the message to people."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class Server(ThreadingHTTPServer):
    """Listens on `host` and `port` (0: any free one) once made; `serve_forever` answers.

    OSError, with a message for the user, where it cannot listen there.
    """

    daemon_threads = True  # a text that is being read does not hold up the end
    # On Windows that option lets two programs have one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, analyst: Analyst, host: str = "127.0.0.1", port: int = 8321) -> None:
        self.analyst = analyst
        self.host = host
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            self.address_family = found[0]
            super().__init__(found[4][:2], Handler)  # type: ignore[arg-type]
        except socket.gaierror:
            raise OSError(f"{host}: no such address") from None
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            what = "in use; --port takes another" if taken else error.strerror or str(error)
            raise OSError(f"{host}, port {port}: {what}") from None

    def server_bind(self) -> None:
        """Binds without asking a name server for the machine's name, as HTTPServer would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says in a line what went wrong beyond a request; a reader who left is nothing wrong."""
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError):
            complain(f"stance demo: {type(error).__name__}: {error}")

    @property
    def is_private(self) -> bool:
        """Whether only this machine can reach it."""
        return ipaddress.ip_address(str(self.server_address[0])).is_loopback

    @property
    def url(self) -> str:
        """Where to open the page on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(self.host, self.host)
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.server_port}/"

    def knows(self, host: str) -> bool:
        """Whether a request for `host` ("name", "name:port") means this server.

        Addresses do, whatever the port, since only names can be made to point here by others.
        """
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        return name in ("localhost", self.host.lower()) or _is_address(name)


class Handler(BaseHTTPRequestHandler):
    """Answers one request, in a thread of its own, and ends the connection."""

    server: Server
    timeout = PATIENCE
    server_version = "stance"
    sys_version = ""

    def do_GET(self) -> None:
        """The page, its files, and reports."""
        self._answering(self._get)

    def do_POST(self) -> None:
        """Texts to analyse, and files to make into text."""
        self._answering(self._post)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: requests are the page's, and errors stand on it."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Errors of the protocol itself, as plain as all others."""
        status = HTTPStatus(code)
        self._send_json({"error": message or status.phrase}, status)

    def _answering(self, answer: Callable[[str], None]) -> None:
        try:
            self._check_origin()
            answer(urlsplit(self.path).path)
        except Refused as refusal:
            self._send_json({"error": str(refusal)}, refusal.status)
        except Busy as busy:
            self._send_json({"error": str(busy)}, HTTPStatus.SERVICE_UNAVAILABLE)
        except (ConnectionError, TimeoutError):
            raise
        except ValueError as error:
            self._send_json({"error": clean(str(error))}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except Exception as error:
            if os.environ.get("STANCE_DEBUG"):
                traceback.print_exc()
            self._send_json({"error": _message(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _check_origin(self) -> None:
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        if not self.server.knows(host):
            raise Refused(
                HTTPStatus.FORBIDDEN,
                f"this is not {clean(host)[:80] or 'a host without a name'}: open {self.server.url}"
                ", or start `stance demo` with the name that you use as --host",
            )
        if origin is not None and origin.lower() != f"http://{host.lower()}":
            raise Refused(HTTPStatus.FORBIDDEN, "pages of another site may not ask here")

    # --- what is asked for

    def _get(self, path: str) -> None:
        name = path.removeprefix("/")
        if not name:
            words = page.index(self.server.analyst.offered, LARGEST)
            self._send(words, "text/html", policy=_PAGE_POLICY)
        elif name in page.KINDS:
            self._send(page.file(name), page.KINDS[name])
        elif name.startswith("analyses/"):
            self._get_answer(*name.split("/")[1:])
        else:
            raise Refused(HTTPStatus.NOT_FOUND, "there is no such page")

    def _get_answer(self, key: str = "", name: str = "", *more: str) -> None:
        if name not in VIEWS or more:
            raise Refused(HTTPStatus.NOT_FOUND, "there is no such page")
        answer = self.server.analyst.answer(key)
        if answer is None:
            raise Refused(
                HTTPStatus.NOT_FOUND, "this analysis is no longer kept: analyse the text again"
            )
        view = VIEWS[name]
        saved = view.saved or "download" in parse_qs(urlsplit(self.path).query, True)
        self._send(view.words(answer), view.kind, policy=view.policy, saved=name if saved else None)

    def _post(self, path: str) -> None:
        if path == "/text":
            # As bytes: what is no text gets the same message as on the command line.
            data = self._body("application/octet-stream")
            names = parse_qs(urlsplit(self.path).query).get("name", [])
            name = clean(names[0])[:200] if names else "the file"
            with self.server.analyst.place():
                words = plain_text(name, data)
            self._send_json({"name": name, "text": words})
        elif path == "/analyses":
            row = _object(self._body("application/json"))
            answer = self.server.analyst.ask(Question.of(row))
            self._send_json(_summary(answer, self.server.analyst), HTTPStatus.CREATED)
        else:
            raise Refused(HTTPStatus.NOT_FOUND, "there is no such page")

    def _body(self, kind: str) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()):
            raise Refused(HTTPStatus.LENGTH_REQUIRED, "a request must say how long it is")
        size = int(length)
        if size > LARGEST:
            self._drain(min(size, _DRAINED))
            raise Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"{size / 1e6:.1f} MB are too much for the page, which takes "
                f"{LARGEST / 1e6:.1f} MB; `stance analyze FILE` reads larger files",
            )
        body = self.rfile.read(size)
        if len(body) < size:
            raise ConnectionAbortedError("the request ended early")
        # A kind that no form of another site can send without asking first.
        if self.headers.get_content_type() != kind:
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the request must be {kind}")
        return body

    def _drain(self, size: int) -> None:
        while size > 0 and (data := self.rfile.read(min(size, 65536))):
            size -= len(data)

    # --- what is answered

    def _send_json(self, value: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(dump(value), "application/json", status)

    def _send(
        self,
        words: str,
        kind: str,
        status: HTTPStatus = HTTPStatus.OK,
        policy: str = _NO_POLICY,
        saved: str | None = None,
    ) -> None:
        data = words.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        if saved is not None:
            self.send_header("Content-Disposition", f'attachment; filename="{saved}"')
        self.end_headers()
        self.wfile.write(data)


class View(NamedTuple):
    """One way to have an answer: its media type, its words, and whether it is only saved."""

    kind: str
    words: Callable[[Answer], str]
    saved: bool = True
    policy: str = _NO_POLICY


def _csv(answer: Answer) -> str:
    out = io.StringIO()
    rows = CsvWriter(out)
    rows.row(ROW_COLUMNS)
    rows.records(ROW_COLUMNS, answer.analysis.to_rows())
    return out.getvalue()


VIEWS = {
    "report.html": View(
        "text/html", lambda answer: answer.analysis.to_html(), False, _REPORT_POLICY
    ),
    "analysis.json": View(
        "application/json", lambda answer: dump(answer.analysis.to_dict(), indent=2) + "\n"
    ),
    "stances.csv": View("text/csv", _csv),
}
"""The ways to have an answer, by the names of the files."""


def _summary(answer: Answer, analyst: Analyst) -> dict[str, Any]:
    """What the page says above a report."""
    stances = answer.analysis.stances
    return {
        "url": f"/analyses/{answer.key}/",
        "clear": sum(item.label != "neutral" for item in stances),
        "neutral": sum(item.label == "neutral" for item in stances),
        "missing_targets": [clean(name) for name in answer.analysis.missing_targets],
        "seconds": round(answer.seconds, 1),
        "loaded": analyst.loaded,
    }


def _object(body: bytes) -> dict[str, Any]:
    try:
        row = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("the request is not JSON that can be read") from None
    if not isinstance(row, dict):
        raise ValueError(f"a JSON object is expected, not {json_type(row)}")
    return row


def _message(error: Exception) -> str:
    """One line for an error: its own where it was written for people, else with its kind."""
    message = clean(str(error)).strip()
    if message and isinstance(error, (OSError, ImportError)):
        return message
    return f"{type(error).__name__}: {message}"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
