"""A language model behind an OpenAI-compatible URL (`POST URL/chat/completions`).

Every question is one request with the prompt below at temperature 0, its text what stands
around the mentions; the last of the three labels that the answer names is taken as certain. An
answer that names none counts as neutral, and `describe` says how many there were. The key is
read from OPENAI_API_KEY, where there is one; local servers need none.

Answers are kept in a JSONL file as they come in, so that a run that was killed goes on where
it stopped and asking again costs nothing. An answer is found again by model, URL and prompt.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from stance.datasets.base import StanceExample
from stance.evaluation.baselines.questions import Question, answer_array, cropped, questions
from stance.schema import LABELS

KEY = "OPENAI_API_KEY"

SYSTEM = """\
You label stances in news text. The stance of an actor toward a target is hostile if, by what \
the text reports, the actor attacks, criticises, opposes or acts against the target; supportive \
if the actor praises, defends, endorses or helps the target; neutral if the actor only speaks of \
the target, or does neither. Judge only what the text says. Answer with one word: hostile, \
neutral or supportive."""

ASK = {
    "stance": 'Text: {text}\n\nWhat is the stance of "{actor}" toward "{target}"?',
    "writer": 'Text: {text}\n\nWhat is the stance of the writer toward "{target}"?',
    "tone": (
        "Text: {text}\n\nWhat is the tone of the text: hostile (negative), neutral, or "
        "supportive (positive)?"
    ),
}

CONTEXT = 100
"""Words of the text that are given on each side of the mentions."""

BUSY = (408, 409, 425, 429, 500, 502, 503, 504)
"""Status codes after which the same request may succeed."""


class LlmError(OSError):
    """The language model could not be asked: the message says what, where and for which item."""


class LanguageModel:
    """A chat model as a system.

    `timeout` is in seconds and for one request; a request is tried `tries` times, with pauses
    of `pause`, 2 `pause`, 4 `pause` ... seconds, or as long as the server says. `workers`
    requests run at once. `cache` is the file of the answers (default: in the user's cache
    folder). ValueError for a URL that is not http or https.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        cache: Path | str | None = None,
        timeout: float = 60.0,
        tries: int = 5,
        pause: float = 1.0,
        workers: int = 4,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"{url!r} is no http or https URL, as in llm:https://HOST/v1#MODEL")
        self.url = url.rstrip("/")
        self.model = model
        self.name = f"llm:{model}"
        self.timeout, self.tries, self.pause, self.workers = timeout, tries, pause, workers
        self._cache = AnswerCache(Path(cache) if cache else cache_file(parts.netloc, model))
        self._opener = urllib.request.build_opener(_NoRedirect)
        self._unreadable = 0

    def predict(self, examples: Sequence[StanceExample]) -> npt.NDArray[np.float64]:
        """Probabilities (n, 2, 3), see `System.predict`; all of one label's.

        LlmError names the item at which the server gave up; what was answered is kept.
        """
        asked = [cropped(question, CONTEXT) for question in questions(examples)]
        with ThreadPoolExecutor(self.workers) as pool:
            try:
                answers = list(pool.map(self._ask, asked))
            except BaseException:  # Ctrl-C too must not wait for thousands of requests
                pool.shutdown(cancel_futures=True)
                raise
        labels = [read_label(answer) for answer in answers]
        self._unreadable += labels.count(None)
        certain = np.array([[name == (label or "neutral") for name in LABELS] for label in labels])
        return answer_array(asked, certain, len(examples))

    def describe(self) -> dict[str, Any]:
        return {
            "kind": "llm",
            "name": self.model,
            "url": self.url,
            "temperature": 0,
            "prompt": {"system": SYSTEM, **ASK},
            "unreadable": self._unreadable,
        }

    def _ask(self, question: Question) -> str:
        body = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": prompt(question)},
            ],
            "temperature": 0,
        }
        data = json.dumps(body).encode()
        key = hashlib.sha256(f"{self.url}\n".encode() + data).hexdigest()
        answer = self._cache.get(key)
        if answer is None:
            answer = self._request(data, question.id)
            self._cache.add(key, question.id, answer)
        return answer

    def _request(self, data: bytes, item: str) -> str:
        """The answer of the server; LlmError when it gives none in `tries` tries."""
        headers = {"Content-Type": "application/json"}
        if os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {os.environ[KEY]}"
        address = f"{self.url}/chat/completions"
        request = urllib.request.Request(address, data, headers)
        problem = ""
        for attempt in range(self.tries):
            wait = self.pause * 2**attempt
            try:
                with self._opener.open(request, timeout=self.timeout) as response:
                    return _content(response.read())
            except urllib.error.HTTPError as error:
                problem = f"HTTP {error.code}: {_excerpt(error)}"
                if error.code not in BUSY:
                    self._give_up(item, problem)
                wait = _retry_after(error) or wait
            except (OSError, HTTPException) as error:  # refused, timed out, cut off
                problem = str(getattr(error, "reason", error)) or type(error).__name__
            except ValueError as error:
                self._give_up(item, str(error))
            if attempt + 1 < self.tries:
                time.sleep(wait)
        self._give_up(item, f"{problem} ({self.tries} tries)")

    def _give_up(self, item: str, problem: str) -> NoReturn:
        hint = f"; is {KEY} set?" if problem.startswith(("HTTP 401", "HTTP 403")) else ""
        raise LlmError(f"{self.url}: item {item!r}: {problem}{hint}") from None


class AnswerCache:
    """Answers by key in a JSONL file, each written as soon as it is there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._answers: dict[str, str] = {}
        if path.exists():
            text = path.read_text(encoding="utf-8", errors="replace")
            for line in text.split("\n"):
                try:
                    row = json.loads(line)
                    self._answers[row["key"]] = row["answer"]
                except (ValueError, KeyError, TypeError):  # cut off by a kill: asked again
                    continue
            if text and not text.endswith("\n"):
                with path.open("a", encoding="utf-8") as file:
                    file.write("\n")

    def get(self, key: str) -> str | None:
        """The answer, None where there is none yet."""
        return self._answers.get(key)

    def add(self, key: str, item: str, answer: str) -> None:
        """Keeps an answer, in memory and on disk."""
        row = json.dumps({"key": key, "id": item, "answer": answer}, ensure_ascii=False)
        with self._lock:
            self._answers[key] = answer
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(row + "\n")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the key is for the URL that was given, and for no other."""

    def redirect_request(self, *args: Any, **options: Any) -> None:
        return None


def prompt(question: Question) -> str:
    """The words of the user's turn."""
    actor, target = question.actor_words, question.target_words
    kind = "tone" if target is None else "writer" if actor is None else "stance"
    return ASK[kind].format(text=question.text, actor=actor, target=target)


def read_label(answer: str) -> str | None:
    """The last label that the answer names: what comes before it is reasoning."""
    found = re.findall(rf"\b({'|'.join(LABELS)})\b", answer.lower())
    return str(found[-1]) if found else None


def cache_file(host: str, model: str) -> Path:
    """Where the answers of a model are kept if no other place is named."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = re.sub(r"[^\w.-]+", "-", f"{host}-{model}")
    return root / "stance" / "llm" / f"{name}.jsonl"


def _content(body: bytes) -> str:
    """The text of a chat completion; ValueError for a body that is none."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        shown = body[:200].decode("utf-8", "replace")
        raise ValueError(f"the answer is no chat completion: {shown!r}") from None
    return content if isinstance(content, str) else ""


def _excerpt(error: urllib.error.HTTPError) -> str:
    """What the server says is wrong, in one line."""
    body = error.read(2000).decode("utf-8", "replace")
    try:
        found = json.loads(body)["error"]
        body = found["message"] if isinstance(found, dict) else str(found)
    except (ValueError, LookupError, TypeError):
        pass
    return " ".join(body.split())[:200] or str(error.reason)


def _retry_after(error: urllib.error.HTTPError) -> float | None:
    """Seconds that the server asks to wait (at most a minute), None where it does not."""
    value = error.headers.get("Retry-After", "")
    return min(float(value), 60.0) if value.isdecimal() else None
