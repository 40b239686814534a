"""The classify step: how mentions are named, what comes back, long texts, errors."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_data import STANCE_TOKENS, copy_model, made_up_sentences

from stance.classifier import BUFFER, StanceClassifier, TextTooLong
from stance.models import TORCH_FILE, ModelFolder
from stance.query import Query, locate, question
from stance.schema import LABELS, Span, StancePrediction

TEXT = "Oko praised the minister. The union blamed Oko and the minister."
LONG = "Oko met the minister. " * STANCE_TOKENS

EXACT = 1e-4
"""What padding and the other texts of a batch may change in PyTorch: rounding."""

INT8_BATCH = 0.08
"""And in the int8 graph, where the range of activations is measured over the whole batch."""


@pytest.fixture(scope="module")
def classifier(tiny_stance: Path) -> StanceClassifier:
    return StanceClassifier.from_pretrained(tiny_stance, backend="torch")


@pytest.fixture(scope="module")
def int8(tiny_stance: Path) -> StanceClassifier:
    return StanceClassifier.from_pretrained(tiny_stance, threads=1)


def values(predictions: Sequence[StancePrediction]) -> np.ndarray:
    """Probabilities (n, 3) in the order of LABELS."""
    return np.array([[p.probabilities[label] for label in LABELS] for p in predictions])


def distance(one: StancePrediction, other: StancePrediction) -> float:
    return float(np.abs(values([one]) - values([other])).max())


def test_an_answer_is_a_distribution(classifier: StanceClassifier) -> None:
    prediction = classifier.predict(TEXT, actor="Oko", target="minister")
    assert sum(prediction.probabilities.values()) == pytest.approx(1)
    assert prediction.label == max(LABELS, key=prediction.probabilities.__getitem__)
    assert -1 <= prediction.score <= 1


def test_an_accepted_risk_asks_for_a_confidence(tiny_stance: Path, tmp_path: Path) -> None:
    risk = {"stance": [[0.5, 0.3], [0.7, 0.12], [0.9, 0.05]], "tone": []}
    classifier = StanceClassifier.from_pretrained(
        copy_model(tiny_stance, tmp_path / "risky", {"risk": risk})
    )
    assert [classifier.confidence_for(share) for share in (0.4, 0.2, 0.12, 0.05)] == [
        *(0.5, 0.7, 0.7, 0.9)
    ]
    with pytest.raises(ValueError, match=r"from probability 0\.9 on, a share of 0\.05 is wrong"):
        classifier.confidence_for(0.01)
    with pytest.raises(ValueError, match="says nothing of the risk of a tone answer"):
        classifier.confidence_for(0.1, "tone")
    with pytest.raises(ValueError, match="above 0 and below 1, not 10"):
        classifier.confidence_for(10)


@pytest.mark.parametrize("target", [Span(16, 24), (16, 24), [16, 24]])
def test_a_string_is_its_first_whole_word(classifier: StanceClassifier, target: Any) -> None:
    by_words = classifier.predict(TEXT, actor="Oko", target="minister")
    assert by_words == classifier.predict(TEXT, actor=(0, 3), target=target)
    second = classifier.predict(TEXT, actor=(0, 3), target=(55, 63))
    assert distance(by_words, second) > EXACT


def test_a_string_is_a_whole_word_before_it_is_a_part_of_one() -> None:
    assert locate(Query("Okos met Oko.", None, "Oko")).target == Span(9, 12)
    assert locate(Query("Okos met Okos.", "Oko", "Okos")).actor == Span(0, 3)


def test_the_two_directions_differ(classifier: StanceClassifier) -> None:
    there = classifier.predict(TEXT, actor="Oko", target="union")
    back = classifier.predict(TEXT, actor="union", target="Oko")
    assert distance(there, back) > EXACT


def test_four_kinds_of_question(classifier: StanceClassifier) -> None:
    queries = [
        Query(TEXT, "Oko", "minister"),
        Query(TEXT, None, "minister"),
        Query(TEXT, None, "taxes"),
        Query(TEXT),
    ]
    kinds = [question(locate(query)) for query in queries]
    assert kinds == ["stance", "sentiment", "topic", "tone"]
    answers = classifier.predict(queries)
    assert len({answer.score for answer in answers}) == 4


def test_a_topic_is_read(classifier: StanceClassifier) -> None:
    one, other = (classifier.predict(TEXT, target=topic) for topic in ("taxes", "school meals"))
    assert distance(one, other) > EXACT


def test_an_actor_beside_a_topic_is_read_or_refused(classifier: StanceClassifier) -> None:
    try:
        answer = classifier.predict(TEXT, actor="union", target="taxes")
    except ValueError:
        return
    assert distance(answer, classifier.predict(TEXT, target="taxes")) > EXACT


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_text_is_refused(classifier: StanceClassifier, text: str) -> None:
    with pytest.raises(ValueError, match="the text is empty"):
        classifier.predict(text)


@pytest.mark.parametrize("text", ["😀 😀", "\u200b", "."])
def test_a_text_without_words_still_has_an_answer(classifier: StanceClassifier, text: str) -> None:
    assert classifier.predict(text).label in LABELS
    assert classifier.predict(text, target="taxes").label in LABELS


@pytest.mark.parametrize(
    ("actor", "target", "message"),
    [
        ("Diaz", None, "actor 'Diaz' does not occur in the text"),
        ("", None, "actor is an empty string"),
        ("Oko", None, "an actor needs a target"),
        (None, " \n", "target is an empty string"),
        ((0, 65), None, r"actor \[0, 65\] is empty or outside the text \(0 to 64 characters\)"),
        (None, (-1, 3), r"target \[-1, 3\] is empty or outside"),
        (None, (4, 4), r"target \[4, 4\] is empty or outside"),
        ((3, 4), None, r"actor \[3, 4\] covers no word of the text"),
        ((0, 3, 4), None, r"two integers \[start, end\]"),
        (None, (0.0, 3.0), r"two integers \[start, end\]"),
        (5, None, "two integers"),
    ],
)
def test_errors_name_what_is_wrong(
    classifier: StanceClassifier, actor: Any, target: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        classifier.predict(TEXT, actor=actor, target=target)


def test_a_text_must_be_a_string(classifier: StanceClassifier) -> None:
    with pytest.raises(ValueError, match="text must be a string, not int"):
        classifier.predict([Query(5)])  # type: ignore[arg-type]


def test_a_list_of_texts_is_asked_for_their_tones(classifier: StanceClassifier) -> None:
    answers = classifier.predict(["Oko left.", "Oko stayed."])  # type: ignore[list-item]
    expected = [classifier.predict("Oko left."), classifier.predict("Oko stayed.")]
    assert np.abs(values(answers) - values(expected)).max() < EXACT


def test_an_unknown_way_with_long_texts_is_refused(classifier: StanceClassifier) -> None:
    with pytest.raises(ValueError, match="long_text"):
        classifier.predict(TEXT, long_text="truncate")


def test_many_questions_many_answers_in_order(classifier: StanceClassifier) -> None:
    queries = made_up_sentences()
    together = classifier.predict(queries)
    assert len(together) == len({round(answer.score, 6) for answer in together}) == 60
    single = [classifier.predict(text, actor, target) for text, actor, target in queries[::6]]
    assert np.abs(values(together[::6]) - values(single)).max() < EXACT


def test_order_and_company_do_not_matter(classifier: StanceClassifier) -> None:
    queries = [Query(*query) for query in made_up_sentences()]
    queries[7] = Query(LONG)  # makes for much padding beside it
    forward = values(classifier.predict(queries))
    backward = values(classifier.predict(queries[::-1]))[::-1]
    few = values(classifier.predict(queries[5:9]))
    assert np.abs(forward - backward).max() < EXACT
    assert np.abs(forward[5:9] - few).max() < EXACT


def test_company_matters_little_in_int8(int8: StanceClassifier) -> None:
    queries = made_up_sentences()
    together = int8.predict(queries)
    single = [int8.predict(text, actor, target) for text, actor, target in queries]
    assert np.abs(values(together) - values(single)).max() < INT8_BATCH


def test_the_same_question_twice_has_the_same_answer(int8: StanceClassifier) -> None:
    query = Query(TEXT, "Oko", "union")
    other = Query("The mayor met Oko.", "Oko", "mayor")
    first, _, second, *_ = int8.predict([query, other, query, Query(TEXT, "union", "Oko")])
    assert first == second


def test_no_question_no_answer(classifier: StanceClassifier) -> None:
    assert classifier.predict([]) == []
    assert list(classifier.stream(iter(()))) == []


def test_queries_are_read_as_they_come(classifier: StanceClassifier) -> None:
    read = 0

    def queries() -> Iterator[Query]:
        nonlocal read
        while True:
            read += 1
            yield Query("Oko left.", None, "Oko")

    answers = classifier.stream(queries())
    next(answers)
    assert read == BUFFER
    assert next(answers).label in LABELS and read == BUFFER


def test_a_long_text_is_read_around_its_mention(classifier: StanceClassifier) -> None:
    at = LONG.rindex("minister")
    near, far = (
        classifier.predict(
            text, target=(len(text) - len(LONG) + at, len(text) - len(LONG) + at + 8)
        )
        for text in (LONG, "The mayor spoke. " * 300 + LONG)
    )
    assert near == far  # what is more than a window away does not count


def test_a_long_text_without_mentions_is_averaged_by_length(classifier: StanceClassifier) -> None:
    half = "the minister praised oko " * ((STANCE_TOKENS - 8) // 4)
    other = "the union blamed diaz 77 " * 5
    parts = [classifier.predict(half), classifier.predict(other)]
    assert distance(*parts) > EXACT
    # Two windows of one size: the second begins in the first half.
    whole = classifier.predict(half + half)
    assert distance(whole, parts[0]) < EXACT
    assert classifier.predict(half + other).label in LABELS


@pytest.mark.parametrize("target", [None, "minister", "taxes"])
def test_a_long_text_can_be_an_error(classifier: StanceClassifier, target: str | None) -> None:
    assert classifier.predict(TEXT, target=target, long_text="error").label in LABELS
    with pytest.raises(TextTooLong, match=f"more than the {classifier.encoder.room} that"):
        classifier.predict(LONG, target=target, long_text="error")
    assert classifier.predict(LONG, target=target).label in LABELS


def test_several_texts_take_no_actor_and_target_beside_them(classifier: StanceClassifier) -> None:
    with pytest.raises(ValueError, match="several texts have an actor and a target each"):
        classifier.predict([TEXT], "minister", "taxes")  # type: ignore[call-overload]


def test_a_topic_that_does_not_fit_is_an_error_too(classifier: StanceClassifier) -> None:
    with pytest.raises(TextTooLong):
        classifier.predict(TEXT, target="tax " * 300, long_text="error")


def test_temperatures_are_those_of_the_question(tmp_path: Path, tiny_stance: Path) -> None:
    temperatures = {"stance": 2.0, "sentiment": 0.5, "topic": 4.0}
    folder = copy_model(tiny_stance, tmp_path / "warm", {"temperatures": temperatures})
    plain, warm = (
        StanceClassifier.from_pretrained(path, backend="torch") for path in (tiny_stance, folder)
    )
    for target, actor, temperature in (
        ("minister", "Oko", 2.0),
        ("minister", None, 0.5),
        ("taxes", None, 4.0),
        (None, None, 1.0),  # none is stored for the tone
    ):
        raw = values([plain.predict(TEXT, actor=actor, target=target)])[0]
        given = values([warm.predict(TEXT, actor=actor, target=target)])[0]
        expected = raw ** (1 / temperature)
        assert given == pytest.approx(expected / expected.sum(), abs=1e-5)


def test_asking_changes_nothing(classifier: StanceClassifier) -> None:
    queries = [Query(TEXT, [0, 3], "minister"), Query(LONG)]
    before = copy.deepcopy(queries)
    first = classifier.predict(queries)
    assert queries == before
    with pytest.raises(TextTooLong):
        classifier.predict(queries, long_text="error")
    with pytest.raises(ValueError, match="does not occur"):
        classifier.predict(TEXT, actor="Diaz")
    assert classifier.predict(queries) == first


# The shipped model, on sentences made up here.

HOSTILE = [
    ("The minister denounced the union.", "minister", "union"),
    ("Okoro called Diaz a liar and a crook.", "Okoro", "Diaz"),
    ("“The tariff is an insult to every farmer,” said Lind, who blamed Brazil.", "Lind", "Brazil"),
]
SUPPORTIVE = [
    ("The minister praised the union.", "minister", "union"),
    ("Okoro thanked Diaz for his generous help.", "Okoro", "Diaz"),
    ("Lind endorsed the mayor and promised her full support.", "Lind", "mayor"),
]

SHIPPED_TOLERANCE = 0.03
"""Largest mean difference of a probability between int8 and PyTorch."""

SHIPPED_AGREEMENT = 0.95
"""Least share of equal labels."""

Shipped = Callable[[str], ModelFolder]


@pytest.fixture(scope="module")
def stance_small(shipped: Shipped) -> StanceClassifier:
    return StanceClassifier(shipped("stance-small"))


@pytest.mark.parametrize(
    ("text", "actor", "target", "label"),
    [
        *((*case, "hostile") for case in HOSTILE),
        *((*case, "supportive") for case in SUPPORTIVE),
        ("The minister met the union in Lagos on Monday.", "minister", "union", "neutral"),
    ],
)
def test_a_plain_stance_is_seen(
    stance_small: StanceClassifier, text: str, actor: str, target: str, label: str
) -> None:
    assert stance_small.predict(text, actor=actor, target=target).label == label


@pytest.mark.parametrize(("text", "actor", "target"), [*HOSTILE[:2], *SUPPORTIVE[:2]])
def test_a_stance_has_a_direction(
    stance_small: StanceClassifier, text: str, actor: str, target: str
) -> None:
    there = stance_small.predict(text, actor=actor, target=target)
    back = stance_small.predict(text, actor=target, target=actor)
    assert back.label != there.label
    assert abs(back.score) < abs(there.score)


def test_tone_and_the_writers_view_are_seen(stance_small: StanceClassifier) -> None:
    good, bad = "A warm, funny and wonderful film.", "A dull, clumsy and dreadful film."
    assert stance_small.predict(good).score > 0.5
    assert stance_small.predict(bad).score < -0.5
    shamed = stance_small.predict("Lind, the disgraced and corrupt mayor, lied.", target="Lind")
    assert shamed.label == "hostile"


def test_a_batch_answers_as_single_texts_do(stance_small: StanceClassifier) -> None:
    queries = made_up_sentences()
    together = stance_small.predict(queries)
    single = [stance_small.predict(*query) for query in queries]
    backward = stance_small.predict(queries[::-1])[::-1]
    for other in (single, backward):
        assert np.abs(values(together) - values(other)).mean() < SHIPPED_TOLERANCE
        assert agreement(together, other) >= SHIPPED_AGREEMENT


def test_int8_answers_as_pytorch_does(shipped: Shipped, stance_small: StanceClassifier) -> None:
    pytest.importorskip("torch")
    folder = shipped("stance-small")
    if not (folder.path / TORCH_FILE).is_file():
        pytest.skip(f"no {TORCH_FILE} beside the graph")
    queries = made_up_sentences()
    one, other = stance_small.predict(queries), StanceClassifier(folder, "torch").predict(queries)
    assert np.abs(values(one) - values(other)).mean() < SHIPPED_TOLERANCE
    assert agreement(one, other) >= SHIPPED_AGREEMENT


def agreement(one: Sequence[StancePrediction], other: Sequence[StancePrediction]) -> float:
    """Share of equal labels."""
    return float(np.mean([p.label == q.label for p, q in zip(one, other, strict=True)]))
