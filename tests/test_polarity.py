"""Words that turn a stance round: "anti-" before a target, and blocking what would harm it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from resolving import span_of
from timing import grows_linearly

from stance.polarity import pursues_anti, shields, turn
from stance.schema import StancePrediction

AGAINST = StancePrediction.of((0.8, 0.15, 0.05))
FOR = StancePrediction.of((0.05, 0.15, 0.8))


@pytest.mark.parametrize(
    ("text", "actor", "target", "expected"),
    [
        ("Kenya opposed sanctions on Belarus.", "Kenya", "Belarus", True),
        ("Chad and Mali have again vetoed E.U.-led sanctions against Togo.", "Chad", "Togo", True),
        ("Chad and Mali have again vetoed E.U.-led sanctions against Togo.", "Mali", "Togo", True),
        ("Lena Ort voted against a motion to censure Minister Bo.", "Lena Ort", "Bo", True),
        ("Peru vetoed a text that would have condemned the Orinda Group.", "Peru", "Orinda", True),
        ("Chad, as well as Bo Ann Li O’Dea, also vetoed sanctions on Togo.", "Chad", "Togo", True),
        ("Chad and the Bo Ann Li Dea Moe blocked action against Togo.", "Chad", "Togo", False),
        ("Kenya did not block sanctions on Belarus.", "Kenya", "Belarus", False),
        ("Kenya imposed sanctions on Belarus.", "Kenya", "Belarus", False),
        ("Kenya said France had blocked sanctions on Belarus.", "Kenya", "Belarus", False),
        ("Kenya opposed Belarus.", "Kenya", "Belarus", False),
        ("Kenya rejected the attacks by Belarus.", "Kenya", "Belarus", False),
        ("Kenya opposed the plan. Sanctions on Belarus were voted.", "Kenya", "Belarus", False),
        ("Belarus was spared sanctions that Kenya opposed.", "Kenya", "Belarus", False),
    ],
)
def test_who_blocks_harm_is_a_shield(text: str, actor: str, target: str, expected: bool) -> None:
    assert shields(text, span_of(text, actor), span_of(text, target)) is expected


@pytest.mark.parametrize(
    ("text", "actor", "target", "expected"),
    [
        ("The bishops protested against the expulsion of Ann Lee.", "bishops", "Ann Lee", True),
        ("Kenya denounced the killing of Omar Haddad by Chad.", "Kenya", "Omar Haddad", True),
        ("Kenya denounced the killing of Omar Haddad by Chad.", "Kenya", "Chad", False),
        ("The union protested against Ann Lee's dismissal.", "union", "Ann Lee", True),
        ("The union protested against Ann Lee's dismissal of Diaz.", "union", "Ann Lee", False),
        ("Kenya condemned Chad's attack on Oman.", "Kenya", "Chad", False),
        ("Kenya condemned Chad's attack on Oman.", "Kenya", "Oman", True),
        ("Kenya welcomed the arrest of Ann Lee.", "Kenya", "Ann Lee", False),
        ("Kenya condemned the arrest of bakers by Chad.", "Kenya", "Chad", False),
        ("Kenya condemned the report of Ann Lee.", "Kenya", "Ann Lee", False),
        ("Amnesty demanded the immediate release of Bo Diaz.", "Amnesty", "Bo Diaz", True),
        ("Amnesty called for the release of Bo Diaz.", "Amnesty", "Bo Diaz", True),
        ("Amnesty called for the removal of Bo Diaz.", "Amnesty", "Bo Diaz", False),
        ("Amnesty delayed the release of Bo Diaz.", "Amnesty", "Bo Diaz", False),
        ("The guild condemned her arrest.", "guild", "her", True),
        ("The guild condemned the manner of her removal.", "guild", "her", True),
        ("The guild condemned her arrest of bakers.", "guild", "her", False),
        ("The guild condemned her remarks.", "guild", "her", False),
        ("Oman called for her immediate and unconditional release.", "Oman", "her", True),
        ("Walhi condemned the arrest of its Riau campaigner, Bo Diaz.", "Walhi", "Bo Diaz", True),
        ("Walhi condemned the arrest of bakers near Bo Diaz.", "Walhi", "Bo Diaz", False),
        ("Amnesty condemned the killing of bakers, blaming Oman.", "Amnesty", "Oman", False),
        ("Kenya demanded the release of bakers Oman is holding.", "Kenya", "Oman", False),
        ("Kenya demanded the release of Lee's tax returns.", "Kenya", "Lee", False),
        ("Kenya condemned the arrest of Lee's critics.", "Kenya", "Lee", False),
        ("Kenya condemned Oman's killings in Chad.", "Kenya", "Oman", False),
        ("The judge dismissed Lee's dismissal claims.", "judge", "Lee", False),
        ("Diaz slammed Lee's deportation plan.", "Diaz", "Lee", False),
        ("Diaz condemned Oman's kidnapping and murder of bakers.", "Diaz", "Oman", False),
        ("Diaz condemned the killing of Oman hostage Lee.", "Diaz", "Oman", False),
        ("Diaz condemned the arrest of Lee yesterday.", "Diaz", "Lee", True),
        ("Diaz condemned the arrest of Lee outside the court.", "Diaz", "Lee", True),
        ("The guild condemned her arrest on charges of theft.", "guild", "her", True),
        ("Bakers denounce the arrest of Lee.", "Bakers", "Lee", True),
        ("Oman condemned Chad's killing on Monday of two bakers.", "Oman", "Chad", False),
        ("Diaz criticised Lee's firing over the weekend of bakers.", "Diaz", "Lee", False),
        ("Bakers welcome the release of Lee.", "Bakers", "Lee", True),
    ],
)
def test_who_deplores_what_befalls_somebody_is_a_shield(
    text: str, actor: str, target: str, expected: bool
) -> None:
    assert shields(text, span_of(text, actor), span_of(text, target)) is expected


@pytest.mark.parametrize(
    ("text", "actor", "target", "expected"),
    [
        ("Togo has pledged to take the “toughest” anti-Chad measures.", "Togo", "Chad", True),
        (
            "Lena Ort outlined a plan for “the toughest anti-Chad action” yet.",
            "Lena",
            "Chad",
            False,
        ),
        ("Lena Ort outlined a plan for “the toughest anti-Chad action” yet.", "Ort", "Chad", True),
        ("The Ort Union, which runs anti-Orinda advertisements, met.", "Ort Union", "Orinda", True),
        ("Togo and Mali jointly organised an anti-Chad rally.", "Togo", "Chad", True),
        ("Togo did not join an anti-Chad rally.", "Togo", "Chad", False),
        ("Togo broke up an anti-Chad rally.", "Togo", "Chad", False),
        ("Togo backed a law against anti-Chad slogans.", "Togo", "Chad", False),
        ("Togo backed Mali, which had organised anti-Chad rallies.", "Togo", "Chad", False),
        ("Togo backed Mali. It had organised anti-Chad rallies.", "Togo", "Chad", False),
        ("Togo backed measures on Chad.", "Togo", "Chad", False),
    ],
)
def test_who_pursues_what_is_anti_somebody(
    text: str, actor: str, target: str, expected: bool
) -> None:
    assert pursues_anti(text, span_of(text, actor), span_of(text, target)) is expected


def test_a_long_run_of_capitals_takes_linear_time() -> None:
    def prepare(count: int) -> Callable[[], object]:
        text = f"Lee and {'A' * count} Diaz"
        return lambda: shields(text, span_of(text, "Lee"), span_of(text, "Diaz"))

    assert grows_linearly(prepare, 20)


def test_a_neutral_answer_is_hostile_where_the_actor_pursues_it() -> None:
    text = "Togo pledged the toughest anti-Chad measures."
    places = span_of(text, "Togo"), span_of(text, "Chad")
    neutral = StancePrediction.of((0.3, 0.6, 0.1))
    turned = turn(text, *places, neutral)
    assert turned.label == "hostile"
    assert turned.probabilities["hostile"] == neutral.probabilities["neutral"]
    assert turn(text, *places, AGAINST) == AGAINST


def test_hostility_is_turned_by_a_shield_and_support_is_not() -> None:
    text = "Kenya opposed sanctions on Belarus."
    places = span_of(text, "Kenya"), span_of(text, "Belarus")
    turned = turn(text, *places, AGAINST)
    assert turned.label == "supportive"
    assert turned.score == pytest.approx(-AGAINST.score)
    assert turn(text, *places, FOR) == FOR


def test_support_is_turned_by_anti_and_hostility_is_not() -> None:
    text = "Kim pledged anti-U.S. measures."
    places = span_of(text, "Kim"), span_of(text, "U.S.")
    assert turn(text, *places, FOR).label == "hostile"
    assert turn(text, *places, AGAINST) == AGAINST


def test_who_attacks_what_is_anti_somebody_is_not_against_him() -> None:
    text = "Togo has condemned the anti-Chad slogans."
    assert turn(text, span_of(text, "Togo"), span_of(text, "Chad"), AGAINST).label == "neutral"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The pro-Chad Togo Front won.", "supportive"),
        ("The anti-Chad Togo Front won.", "hostile"),
        ("The Togo Front won in Chad.", "neutral"),
    ],
)
def test_a_word_joined_to_a_name_is_evidence_in_itself(text: str, label: str) -> None:
    neutral = StancePrediction.of((0.3, 0.6, 0.1))
    places = span_of(text, "Togo Front"), span_of(text, "Chad")
    assert turn(text, *places, neutral).label == label
    assert turn(text, *places, AGAINST) == AGAINST


def test_plain_sentences_are_left_to_the_model() -> None:
    text = "Kim praised the U.S."
    assert turn(text, span_of(text, "Kim"), span_of(text, "U.S."), FOR) == FOR
