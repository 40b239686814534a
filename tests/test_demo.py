"""The demo without a browser: its server asked over HTTP, and the command that starts it."""

from __future__ import annotations

import csv
import io
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cli_support import SAYS, Captured, FakePipeline, analysis, one_error
from demo_support import BYTES, JSON, Client, serving
from report_fixtures import HOSTILE_WORDS, hostile_analysis

import stance
from stance.cli import main
from stance.demo import Analyst, Server, offered
from stance.demo.analyst import KEPT, LONGEST, WAITING
from stance.demo.server import LARGEST
from stance.models import DEFAULT_STANCE, DEFAULT_TAGGER, installed, write_manifest
from stance.schema import Analysis

MODELS = {"small": "small", "large": "models/large"}

with_models = pytest.mark.skipif(
    not {DEFAULT_STANCE, DEFAULT_TAGGER} <= {model.path.name for model in installed()},
    reason="the shipped models are not there",
)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    monkeypatch.setattr(stance, "load", fake.load)
    return fake


@pytest.fixture
def client(pipeline: FakePipeline) -> Iterator[Client]:
    with serving(Analyst(MODELS)) as client:
        yield client


def answering(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], Analysis]
) -> Callable[..., Any]:
    """Lets every model answer so."""

    class Models:
        def pipe(self, texts: list[str], *_: Any, **__: Any) -> Iterator[Analysis]:
            return map(answer, texts)

    monkeypatch.setattr(stance, "load", lambda *_, **__: Models())
    return answer


# --- the page


def test_the_page_names_its_models_and_loads_its_own_files_alone(client: Client) -> None:
    page = client.get("/")
    assert page.status == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    models = page.words.partition('id="model">')[2].partition("</select>")[0]
    assert re.findall(r'<option value="([^"]*)"', models) == ["small", "large"]
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    named = re.findall(r'(?:href|src)="([^"]+)"', page.words)
    assert {"demo.js", "demo.css", "report.css", "icon.svg"} == set(named)
    for name in named:
        file = client.get(f"/{name}")
        assert file.status == 200 and file.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"(?:url\(|@import|https?://(?!www\.w3\.org/2000/svg))", file.words)


def test_the_example_is_an_article(client: Client) -> None:
    example = client.get("/example.txt")
    assert example.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(example.words.split()) > 100


@pytest.mark.parametrize(
    "path",
    ["/nope", "/../pyproject.toml", "/index.html", "/analyses/", "/analyses/x/y"],
)
def test_other_paths_are_not_there(client: Client, path: str) -> None:
    assert client.get(path).status == 404
    assert client.post(path, b"{}", JSON).status == 404


# --- texts and their answers


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [("/analyses", b'{"model": "small", "text": "Diaz left."}', JSON), ("/text", b"words", BYTES)],
)
def test_whoever_comes_when_too_many_wait_is_told_so(
    pipeline: FakePipeline, path: str, body: bytes, kind: dict[str, str]
) -> None:
    analyst = Analyst(MODELS)
    with serving(analyst) as client:
        with ExitStack() as taken:
            for _ in range(WAITING):
                taken.enter_context(analyst.place())
            reply = client.post(path, body, kind)
            assert reply.status == 503 and "ask again" in reply.error
        assert client.post(path, body, kind).status in (200, 201)


def test_a_text_is_analysed_and_its_answer_can_be_saved(client: Client) -> None:
    reply = client.ask(text=SAYS, name="lund.txt")
    assert reply.status == 201
    summary = reply.json
    assert (summary["clear"], summary["neutral"], summary["missing_targets"]) == (1, 1, [])
    report = client.get(summary["url"] + "report.html")
    assert report.words.startswith("<!DOCTYPE html>") and "lund.txt" in report.words
    assert "content-disposition" not in report.headers
    data = client.get(summary["url"] + "analysis.json")
    found = Analysis.from_dict(data.json)
    assert (found.text, found.id, len(found.stances)) == (SAYS, "lund.txt", 2)
    table = client.get(summary["url"] + "stances.csv")
    rows = list(csv.DictReader(io.StringIO(table.words)))
    assert [(row["actor"], row["target"], row["label"]) for row in rows] == [
        ("Lund", "Russia", "hostile"),
        ("Russia", "Lund", "neutral"),
    ]
    for name, kind in (
        ("report.html?download", "text/html"),
        ("analysis.json", "application/json"),
        ("stances.csv", "text/csv"),
    ):
        saved = client.get(summary["url"] + name)
        assert saved.headers["content-type"] == f"{kind}; charset=utf-8"
        file = name.partition("?")[0]
        assert saved.headers["content-disposition"] == f'attachment; filename="{file}"'


def test_a_report_runs_in_a_sandbox_without_an_origin(client: Client) -> None:
    report = client.get(client.ask(text=SAYS).json["url"] + "report.html")
    policy = report.headers["content-security-policy"]
    assert "sandbox allow-scripts allow-downloads" in policy and "same-origin" not in policy
    assert "default-src 'none'" in report.words  # the report's own policy


def test_targets_and_what_is_only_said(client: Client) -> None:
    reply = client.ask(text=SAYS, targets=[" Russia ", "", "Mars"], quoted_only=True).json
    assert (reply["clear"], reply["neutral"]) == (1, 0)
    assert reply["missing_targets"] == ["Mars"]


def test_how_sure_a_stance_must_be_is_passed_on(client: Client, pipeline: FakePipeline) -> None:
    for sure in (0.3, None):
        assert client.ask(text=SAYS, min_confidence=sure).status == 201
        assert pipeline.min_confidence == sure


def test_models_are_loaded_on_first_use_and_once(client: Client, pipeline: FakePipeline) -> None:
    client.get("/")
    assert pipeline.loaded == []
    assert client.ask(text=SAYS).json["loaded"] == ["small"]
    client.ask(text=SAYS)
    assert client.ask(text=SAYS, model="large").json["loaded"] == ["small", "large"]
    assert [names[0] for names in pipeline.loaded] == ["small", "models/large"]


def test_one_text_is_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[str] = []
    most = 0
    both = threading.Barrier(2)

    def slow(text: str) -> Analysis:
        nonlocal most
        inside.append(text)
        threading.Event().wait(0.1)
        most = max(most, len(inside))
        inside.remove(text)
        return analysis(text, ())

    answering(monkeypatch, slow)
    with serving(Analyst(MODELS)) as client:
        statuses: list[int] = []

        def ask(model: str) -> None:
            both.wait()
            statuses.append(client.ask(text=SAYS, model=model).status)

        threads = [threading.Thread(target=ask, args=(model,)) for model in MODELS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert statuses == [201, 201] and most == 1


def test_the_last_answers_are_kept(client: Client) -> None:
    urls = [client.ask(text=f"{SAYS} {i}").json["url"] for i in range(KEPT + 1)]
    assert len(set(urls)) == KEPT + 1
    gone = client.get(urls[0] + "report.html")
    assert gone.status == 404 and "analyse the text again" in gone.error
    assert client.get(urls[1] + "report.html").status == 200


def test_hostile_words_stay_words(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, lambda _: hostile_analysis())
    with serving(Analyst({'"><script>alert(1)</script>': "x", "small": "y"})) as client:
        assert "<script>alert" not in client.get("/").words
        reply = client.ask(text="x", name=HOSTILE_WORDS)
        assert reply.status == 201
        assert "\n" not in reply.json["missing_targets"][0]
        for name in ("report.html", "analysis.json", "stances.csv"):
            view = client.get(reply.json["url"] + name)
            assert view.status == 200 and "\r" not in "".join(view.headers.values())
        report = client.get(reply.json["url"] + "report.html").words
        assert "<script>window.pwned" not in report


# --- files


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", SAYS.encode(), SAYS),
        ("A.TXT", b"\xef\xbb\xbf" + SAYS.encode(), SAYS),
        ("noname", SAYS.encode(), SAYS),
        ("a.md", b"# Head\n\nLund *denounced* [Russia](https://x.org).", f"Head\n\n{SAYS}"),
    ],
)
def test_a_file_becomes_text(client: Client, name: str, data: bytes, text: str) -> None:
    reply = client.post(f"/text?name={name}", data, BYTES)
    assert (reply.status, reply.json) == (200, {"name": name, "text": text})


def test_a_web_page_becomes_text(client: Client) -> None:
    pytest.importorskip("trafilatura")
    page = f"<html><body><nav>Menu</nav><article><p>{SAYS}</p></article></body></html>"
    assert SAYS in client.post("/text?name=a.html", page.encode(), BYTES).json["text"]


def test_a_web_page_without_its_package(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    reply = client.post("/text?name=a.html", b"<p>x</p>", BYTES)
    assert reply.status == 500 and "pip install 'stance-toolkit[html]'" in reply.error


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"%PDF-1.7", "a.pdf: not a text but a PDF"),
        ("a.docx", b"PK\x03\x04...", "a zip archive (or .docx"),
        ("a.txt", b"caf\xe9", "not UTF-8 at byte 3"),
        ("a.txt", b" \n. ", "there are no words in it"),
        ("a.txt", b"x" * (LONGEST + 1), "100,001 characters and the page reads 100,000"),
        ("a.jsonl", b"{}", "`stance analyze` reads JSON lines"),
        ("%1b[31m%0aa.pdf", b"%PDF-1.7", "\ufffd[31m a.pdf: not a text"),
    ],
)
def test_files_that_are_no_text(client: Client, name: str, data: bytes, message: str) -> None:
    reply = client.post(f"/text?name={name}", data, BYTES)
    assert reply.status == 422 and message in reply.error


# --- what is not answered


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({}, 'the field "text" is missing'),
        ({"text": 3}, 'the field "text" must be a string, not a number'),
        ({"text": " \n"}, "there is nothing to read"),
        ({"text": "x" * (LONGEST + 1)}, "`stance analyze FILE` reads longer ones"),
        ({"text": SAYS, "targets": "Russia"}, '"targets" must be a list of names'),
        ({"text": SAYS, "targets": [3]}, '"targets" must be a list of names'),
        ({"text": SAYS, "model": "/etc"}, "there is no model '/etc' here, only small, large"),
        ({"text": SAYS, "model": ["small"]}, '"model" must be a string, not a list'),
        ({"text": SAYS, "min_confidence": "1"}, '"min_confidence" must be a number, not a string'),
        ({"text": SAYS, "min_confidence": True}, '"min_confidence" must be a number'),
        ({"text": SAYS, "name": 3}, '"name" must be a string, not a number'),
    ],
)
def test_questions_that_cannot_be_answered(
    client: Client, pipeline: FakePipeline, question: dict[str, Any], message: str
) -> None:
    reply = client.ask(**question)
    assert reply.status == 422 and message in reply.error
    assert pipeline.loaded == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        *((body, "the request is not JSON") for body in (b"", b"{", b"\xff", b"[" * 100_000)),
        (b"[]", "a JSON object is expected, not a list"),
    ],
)
def test_bodies_that_are_no_question(client: Client, body: bytes, message: str) -> None:
    reply = client.post("/analyses", body, JSON)
    assert reply.status == 422 and message in reply.error


def test_requests_that_are_too_large(client: Client) -> None:
    for path, headers in (("/analyses", JSON), ("/text?name=a.txt", BYTES)):
        reply = client.post(path, b"x" * (LARGEST + 1), headers)
        assert reply.status == 413
        assert "4.2 MB are too much" in reply.error and "`stance analyze FILE`" in reply.error


def test_requests_of_unknown_length_and_other_kinds(client: Client) -> None:
    chunked = {**JSON, "Transfer-Encoding": "chunked"}
    assert client.post("/analyses", b"0\r\n\r\n", chunked).status in (411, 422)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert client.post("/analyses", b"{}", {"Content-Type": kind}).status == 415
    reply = client.request("PUT", "/analyses", b"{}", JSON)
    assert reply.status == 501 and reply.error


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:1", None, 200),
        ("127.0.0.1", None, 200),
        ("[::1]:8321", None, 200),
        ("LOCALHOST:1", "http://localhost:1", 200),
        ("evil.example", None, 403),
        ("evil.example:8321", "http://evil.example:8321", 403),
        ("127.0.0.1.evil.example", None, 403),
        ("localhost.evil.example", None, 403),
        ("localhost@evil.example", None, 403),
        ("[", None, 403),
        ("", None, 403),
        ("localhost:1", "http://evil.example", 403),
        ("localhost:1", "http://localhost:2", 403),
        ("localhost:1", "https://localhost:1", 403),
        ("localhost:1", "null", 403),
    ],
)
def test_other_sites_are_refused(
    client: Client, pipeline: FakePipeline, host: str, origin: str | None, status: int
) -> None:
    headers = {"Host": host} | ({"Origin": origin} if origin else {})
    assert client.get("/", **headers).status == status
    body = b'{"text": "Lund denounced Russia.", "model": "small"}'
    asked = client.post("/analyses", body, {**JSON, **headers})
    assert asked.status == (201 if status == 200 else 403)
    assert bool(pipeline.loaded) == (status == 200)
    if status == 403:
        assert asked.error
    assert "access-control-allow-origin" not in asked.headers


def test_errors_are_one_line_and_the_server_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> Analysis:
        if text == SAYS:
            raise RuntimeError("line one\nline \x1b[31mtwo")
        return analysis(text, ())

    monkeypatch.delenv("STANCE_DEBUG", raising=False)
    answering(monkeypatch, fail)
    with serving(Analyst(MODELS)) as client:
        reply = client.ask(text=SAYS)
        assert reply.status == 500
        assert reply.error == "RuntimeError: line one line \ufffd[31mtwo"
        assert client.ask(text="All is well.").status == 201


def test_a_client_that_leaves_is_no_error(client: Client, capsys: Captured) -> None:
    with socket.create_connection(("127.0.0.1", client.server.server_port)) as connection:
        head = f"POST /analyses HTTP/1.1\r\nHost: {client.host}\r\nContent-Type: application/json"
        connection.sendall(f"{head}\r\nContent-Length: 9\r\n\r\n{{".encode())
    assert client.ask(text=SAYS).status == 201
    assert capsys.readouterr().err == ""


# --- the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of stance models that nothing is read of, `STANCE_MODELS`."""
    monkeypatch.setenv("STANCE_MODELS", str(tmp_path))
    for name in (DEFAULT_STANCE, "mine"):
        (tmp_path / name / "onnx").mkdir(parents=True)
        (tmp_path / name / "config.json").write_text("{}")
        (tmp_path / name / "onnx" / "model_int8.onnx").write_bytes(b"")
        write_manifest(tmp_path / name, name, "1.0", "stance")
    return tmp_path


def test_the_models_that_are_here_are_offered(folder: Path) -> None:
    assert next(iter(offered(DEFAULT_STANCE))) == DEFAULT_STANCE
    found = offered(str(folder / "mine"))
    assert next(iter(found)) == "mine" and found["mine"] == str(folder / "mine")
    assert found[DEFAULT_STANCE] == folder / DEFAULT_STANCE
    assert DEFAULT_TAGGER not in found


def test_a_port_in_use_and_other_faults_are_one_line(folder: Path, capsys: Captured) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["demo", "--no-browser", "--port", str(port)]) == 2
        message = f"127.0.0.1, port {port}: in use; --port takes another"
        assert one_error(capsys) == f"stance: error: {message}\n"
    for argv, message in (
        (["--port", "70000"], "'70000' is no port"),
        (["--host", "nowhere.invalid"], "nowhere.invalid: no such address"),
        (["--model", "nope"], "model 'nope' not found"),
    ):
        assert main(["demo", "--no-browser", *argv]) == 2
        assert message in one_error(capsys)


def test_the_browser_is_opened_unless_it_is_not_wanted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    opened: list[str] = []
    seen = threading.Event()

    def open_browser(url: str) -> None:
        opened.append(url)
        seen.set()

    def interrupted(_: Server) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("webbrowser.open", open_browser)
    monkeypatch.setattr(Server, "serve_forever", interrupted)
    monkeypatch.setenv("DISPLAY", ":0")
    assert main(["demo", "--port", "0", "--no-browser"]) == 0
    assert main(["demo", "--port", "0"]) == 0 and seen.wait(60)
    out, err = capsys.readouterr()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", opened[0]) and len(opened) == 1
    assert f"stance demo: {opened[0]} (Ctrl-C ends it)\n" in out and err == ""
    assert main(["demo", "--port", "0", "--host", "0.0.0.0", "--no-browser"]) == 0
    assert "without a password" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a process is interrupted otherwise there")
def test_ctrl_c_ends_it(folder: Path) -> None:
    root = str(Path(stance.__file__).parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-m", "stance", "demo", "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
        # Where the tests run in the background, interrupts are ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("stance demo: http://127.0.0.1:")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out.strip(), err) == (0, "stance demo: ended", "")


@with_models
def test_an_article_is_analysed_for_real() -> None:
    with serving(Analyst(offered(DEFAULT_STANCE))) as client:
        words = "“Russia has broken its word,” Prime Minister Ana Lund said. She condemned Moscow."
        reply = client.ask(text=words, targets=["Russia", "Mars"], model=DEFAULT_STANCE)
        assert reply.json["clear"] >= 1 and reply.json["missing_targets"] == ["Mars"]
        found = Analysis.from_dict(client.get(reply.json["url"] + "analysis.json").json)
        assert {found.entity(item.target).name for item in found.stances} == {"Russia"}
