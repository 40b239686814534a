"""A language model behind a URL, against a stub server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stance.datasets.base import StanceExample
from stance.evaluation.baselines import load_baseline
from stance.evaluation.baselines.llm import (
    AnswerCache,
    LanguageModel,
    LlmError,
    cache_file,
    read_label,
)
from stance.schema import Span

BOTH = StanceExample(
    "pair", "Okoro attacked Diaz.", "hostile", Span(0, 5), Span(15, 19), reverse="neutral"
)
TONE = StanceExample("tone", "A warm film.", "supportive")


class Stub:
    """A server that answers from `script`, each entry (status, headers, body), then `Neutral`."""

    def __init__(self) -> None:
        self.script: list[tuple[int, dict[str, str], Any]] = []
        self.requests: list[tuple[str, dict[str, Any], str | None]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.requests.append((self.path, body, self.headers.get("Authorization")))
                default: Any = (200, {}, completion(stub.answer(body)))
                status, headers, answer = stub.script.pop(0) if stub.script else default
                data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def answer(self, body: dict[str, Any]) -> str:
        words = str(body["messages"][1]["content"])
        return "Hostile." if 'of "Okoro" toward "Diaz"' in words else "Neutral"


def completion(content: Any) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


@pytest.fixture
def stub() -> Iterator[Stub]:
    stub = Stub()
    thread = threading.Thread(target=stub.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield stub
    stub.server.shutdown()
    stub.server.server_close()


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def model(stub: Stub, tmp_path: Path, **options: Any) -> LanguageModel:
    made: dict[str, Any] = {"cache": tmp_path / "cache.jsonl", "pause": 0.0, "workers": 1}
    return LanguageModel(stub.url, "small-chat", **made | options)


def failure(system: LanguageModel) -> str:
    with pytest.raises(LlmError) as caught:
        system.predict([TONE])
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_every_question_is_one_request(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    system = model(stub, tmp_path, workers=3)
    probabilities = system.predict([BOTH, TONE])
    assert np.array_equal(probabilities[0], [[1, 0, 0], [0, 1, 0]])
    assert np.array_equal(probabilities[1], [[0, 1, 0], [0, 0, 0]])
    assert len(stub.requests) == 3
    path, body, authorization = stub.requests[0]
    assert path == "/v1/chat/completions" and authorization == "Bearer secret"
    assert (body["model"], body["temperature"]) == ("small-chat", 0)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    described = json.dumps(system.describe())
    assert "secret" not in described and "hostile" in described
    assert system.predict([]).shape == (0, 2, 3)


def test_answers_are_kept_and_a_killed_run_goes_on(stub: Stub, tmp_path: Path) -> None:
    cache = tmp_path / "deep" / "cache.jsonl"
    first = model(stub, tmp_path, cache=cache)
    stub.script = [(200, {}, completion("hostile")), (400, {}, {"error": {"message": "broken"}})]
    with pytest.raises(LlmError, match="item 'tone': HTTP 400: broken"):
        first.predict([StanceExample("x", "Other words.", "neutral"), TONE])
    # A kill may cut the last line short.
    with cache.open("a", encoding="utf-8") as file:
        file.write('{"key": "abc", "ans')
    asked = len(stub.requests)
    second = model(stub, tmp_path, cache=cache)
    found = second.predict([StanceExample("x", "Other words.", "neutral"), TONE])
    assert len(stub.requests) == asked + 1
    assert found[0, 0, 0] == 1
    third = model(stub, tmp_path, cache=cache)
    assert np.array_equal(
        third.predict([StanceExample("x", "Other words.", "neutral"), TONE]), found
    )
    assert len(stub.requests) == asked + 1
    assert LanguageModel(stub.url, "other", cache=cache, workers=1).predict([TONE]).any()
    assert len(stub.requests) == asked + 2, "the answers of one model are not another's"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(stub: Stub, tmp_path: Path, status: int) -> None:
    stub.script = [(status, {"Retry-After": "0"}, b"later"), (status, {}, b"later")]
    assert model(stub, tmp_path).predict([TONE])[0, 0, 1] == 1
    assert len(stub.requests) == 3


def test_a_server_that_stays_busy_is_named(stub: Stub, tmp_path: Path) -> None:
    stub.script = [(503, {}, {"error": "over\nloaded"})] * 3
    message = failure(model(stub, tmp_path, tries=3))
    assert message == f"{stub.url}: item 'tone': HTTP 503: over loaded (3 tries)"


def test_what_cannot_get_better_is_not_tried_again(stub: Stub, tmp_path: Path) -> None:
    stub.script = [(401, {}, {"error": {"message": "no key"}})]
    assert failure(model(stub, tmp_path)) == (
        f"{stub.url}: item 'tone': HTTP 401: no key; is OPENAI_API_KEY set?"
    )
    stub.script = [(404, {}, b"<html>nothing here</html>")]
    assert "HTTP 404: <html>nothing here</html>" in failure(model(stub, tmp_path))
    stub.script = [(200, {}, b"<html>hello</html>")]
    assert "the answer is no chat completion: '<html>" in failure(model(stub, tmp_path))
    stub.script = [(200, {}, {"choices": []})]
    assert "the answer is no chat completion" in failure(model(stub, tmp_path))
    assert len(stub.requests) == 4


def test_a_redirect_is_not_followed(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    stub.script = [(302, {"Location": f"{stub.url}/elsewhere"}, b"moved")]
    assert "HTTP 302" in failure(model(stub, tmp_path))
    assert len(stub.requests) == 1


def test_a_server_that_is_not_there_is_named(stub: Stub, tmp_path: Path) -> None:
    system = model(stub, tmp_path, tries=2)
    stub.server.server_close()
    assert failure(system).endswith("(2 tries)") and "refused" in failure(system)


def test_a_slow_server_is_given_up(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        system = LanguageModel(url, "m", cache=tmp_path / "c", timeout=0.2, tries=1)
        assert "timed out" in failure(system)


def test_an_answer_without_a_label_counts_as_neutral_and_is_counted(
    stub: Stub, tmp_path: Path
) -> None:
    stub.script = [(200, {}, completion("I would rather not say.")), (200, {}, completion(None))]
    system = model(stub, tmp_path)
    found = system.predict([TONE, StanceExample("x", "Other words.", "neutral")])
    assert (found[:, 0, 1] == 1).all()
    assert system.describe()["unreadable"] == 2


def test_the_last_label_of_an_answer_counts() -> None:
    assert read_label("SUPPORTIVE") == "supportive"
    assert read_label("Not hostile, I think: **neutral**.") == "neutral"
    assert read_label("unsupportive") is None


def test_a_cached_answer_may_hold_any_character(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "c.jsonl")
    cache.add("k", "id", "neutral\u2028\n“so”")
    assert AnswerCache(tmp_path / "c.jsonl").get("k") == "neutral\u2028\n“so”"


def test_the_name_says_url_and_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    system = load_baseline("llm:http://localhost:1/v1/#org/chat")
    assert isinstance(system, LanguageModel)
    assert (system.url, system.model) == ("http://localhost:1/v1", "org/chat")
    assert cache_file("localhost:1", "org/chat") == (
        tmp_path / "stance" / "llm" / "localhost-1-org-chat.jsonl"
    )
