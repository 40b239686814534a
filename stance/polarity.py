"""Words that turn a stance round, which the models read less surely than the stance itself.

Support for what is "anti-" somebody is no support for him, who pledges it is against him, and
who blocks what would harm somebody is not: Polanyi and Zaenen, "Contextual Valence Shifters"
(2006), call them shifters. Each rule turns one label alone and asks for its words in their plain
order, so that a sentence it does not understand is left to the model.
"""

from __future__ import annotations

import re

from stance.affixes import joined_stance, side_taken
from stance.lexicon import PREPOSITIONS, word_set
from stance.schema import LABELS, Span, StancePrediction

_REACH = 240
"""Characters from an actor to the target, at most."""

_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.)+")

# What may stand between a subject and its verb: names joined to it, auxiliaries, adverbs.
_SUBJECT = (
    r"(?:,?\s+(?:and|or|as well as|along with)\s+(?:the\s+)?"
    r"(?:[A-Z][\w’'-]*\s+){0,3}[A-Z][\w’'-]*\s*)?,?\s*"
    r"(?:(?:has|have|had|will|would|also|again|both|jointly|then|\w+ly)\s+)*"
)
_PREVENTS = (
    r"(?:block(?:ed|s)?|veto(?:ed|es)?|oppos(?:ed|es|e)|reject(?:ed|s)?|resist(?:ed|s)?|"
    r"vot(?:ed|es|e) (?:down|against)|stopp?(?:ed|s)?|thwart(?:ed|s)?|obstruct(?:ed|s)?|"
    r"prevent(?:ed|s)?|stall(?:ed|s)?|shot down|watered down|halt(?:ed|s)?)"
)
_HARM = (
    r"(?:sanctions?|embargo(?:es)?|tariffs?|penalt(?:y|ies)|punishments?|condemnations?|censure|"
    r"(?:air)?strikes?|attacks?|assaults?|invasions?|boycotts?|bans?|blockades?|action|"
    r"measures?|resolutions?|motions?|lawsuits?|charges|investigations?)"
)
_HARMS = (
    r"(?:punish|condemn|sanction|censure|isolate|expel|suspend|attack|invade|bomb|oust|unseat|"
    r"impeach|arrest|deport|extradite|prosecute|blacklist)"
)
_SHIELDS = re.compile(
    rf"{_SUBJECT}{_PREVENTS}\b[^;:“”\"]*?\b"
    rf"(?:{_HARM}\s+(?:(?:up)?on|against|targeting|aimed at)|"
    rf"(?:to|would|would have)\s+{_HARMS}(?:ed)?)"
    r"\s+(?:the\s+)?(?:[\w-]+\s+)?\Z"
)
# What befalls somebody: "the arrest of Lee", "Lee's arrest", and is his own deed in "Lee's raid".
_BEFALLS_ONCE = (
    r"abduction|arrest|assassination|conviction|deportation|detention|dismissal|execution|expulsion"
    r"|extradition|firing|imprisonment|indictment|jailing|kidnapping|killing|murder|ouster|ousting"
    r"|poisoning|prosecution|removal|sacking|shooting|suspension|treatment"
)
_BEFALLS = (
    rf"(?:{_BEFALLS_ONCE}|arrests|beating|harassment|killings|murders|persecution|silencing"
    r"|torture)"
)
_BEFALLS_PLACES = r"(?:annexation|bombing|closure|invasion|occupation|shelling|storming)"
# What may stand before a name: "journalist" Lee, "its Riau campaigner," Lee, but not "bakers near".
_WORD = (
    r"(?!(?:after|and|as|at|by|for|from|in|near|of|on|to|which|who|with)\b)(?!\w+(?:ed|ing)\b)"
    r"(?!(?!its\b|his\b)[a-z]+s\b)[\w’'-]+"
)
_ROLE = rf"(?:(?:{_WORD}\s+){{0,5}}?|(?:its|his|her|their|the)\s(?:{_WORD}\s+){{0,3}}{_WORD},\s+)"
_VERB_ENDS = r"(?:e|ed|es|s|y|ied|ies|ing)?"
_CONDEMNS = r"condemn|denounc|reject|dismiss|critici[sz]|slamm?|oppos|deplor|regrett?|decr"
_DEPLORES = (
    rf"(?:(?:{_CONDEMNS}|lament|protest|attack|question){_VERB_ENDS}(?:\s+(?:against|at|over))?"
    r"|spoke out against|speaks? out against)"
)
_DEPLORES_HARM = re.compile(
    rf"{_SUBJECT}{_DEPLORES}\s+(?:(?!by\b)[\w’'-]+\s+){{0,5}}?"
    rf"(?:(?:{_BEFALLS}|{_BEFALLS_PLACES})\s+of|(?:crackdowns?|raids?|{_HARM})\s+(?:up)?(?:on|against))"
    rf"\s+{_ROLE}\Z"
)
_DEPLORES_WHAT = re.compile(
    rf"{_SUBJECT}{_DEPLORES}\s+(?:the\s+(?:circumstances|manner|way)\s+of\s+)?{_ROLE}\Z"
)
_WANTS = (
    rf"(?:(?:demand|urg|welcom|applaud|prais|secur|request){_VERB_ENDS}"
    r"|(?:call|press|push|plead|campaign)(?:ed|s|ing)?\s+for|sought|seeks?)"
)
_WANTS_WHAT = re.compile(rf"{_SUBJECT}{_WANTS}\s+{_ROLE}\Z")
_FREED = r"(?:acquittal|freeing|liberation|reinstatement|release|rescue)"
_OWN = r"(?:['’]s?)?\s+(?:[a-z]+\s+(?:and\s+)?){0,3}?"
# What goes on with the sentence behind a name: no verb, and nothing that the name belongs to.
_AFTER = "|".join(
    sorted(
        (PREPOSITIONS - {"like", "of", "past"})
        | word_set(
            "again ahead and because but earlier early last late or that this to today when where"
            " which while who yesterday"
        )
    )
)
_ENDS = rf"(?=[.,;:!?”\"]|\Z|\s(?:{_AFTER}|was)\b)"
_WHEN = (
    r"\s+(?:(?:on|in|at|near)\s[A-Z][\w’'-]*|(?:over|last|this|since|earlier)\s(?:the\s)?\w+)"
    r"(?:\s\w+)?"
)
# "Israel's killings", "Egypt's persecution" are its own.
_BEFELL = re.compile(
    rf"{_OWN}(?:{_BEFALLS_ONCE})(?!\s+(?:of|and\s+\w+\s+of)\b)(?!{_WHEN}\s+of\b){_ENDS}"
)
_IS_FREED = re.compile(rf"{_OWN}{_FREED}{_ENDS}")
# "The release of bakers *Chad is* holding", "the killing of *Chad hostage* Lee".
_GOES_ON = re.compile(rf"\s(?!(?:{_AFTER})\b)[a-z]")
_POSSESSIVES = frozenset(("his", "her", "their", "its"))
_WANTS_FREED = re.compile(
    rf"{_SUBJECT}{_WANTS}\s+(?:the\s+)?(?:(?:immediate|unconditional|and|early|swift|safe)\s+)*"
    rf"{_FREED}\s+of\s+{_ROLE}\Z"
)
_PURSUES = (
    r"(?:(?:pledg|vow|promis|threaten|announc|unveil|outlin|clarif|launch|organi[sz]|mount|stag|wag|"
    r"back|support|endors|champion|fund|financ|sponsor|promot|prais|applaud|welcom|plann?|prepar|"
    rf"propos|adopt|approv|implement|enforc|intensif|expand|chant|shout|demand|urg|join){_VERB_ENDS}|"
    r"(?:led|leads?|ran|runs?|took|takes? part in|sets? out|signed|called for|calls? for|"
    r"stepped up|pass(?:ed|es)))"
)
_ATTACKS = (
    rf"(?:(?:{_CONDEMNS}|bann?|outlaw|dispers|mock|ridicul|"
    rf"repudiat|disavow|block|veto|halt|stopp?){_VERB_ENDS}|"
    r"fought|fights?|broke up|breaks? up|cracked down on|warned of|complained of)"
)
_BEFORE_ANTI = (
    r"\b(?:[ ,]+(?!(?:not|no|against|despite|who|which|that|after|while|ending|bans?)\b)"
    r"[^\s.;:,]+){0,8}\s+[“\"'‘]?[Aa]nti[-‑–]\Z"
)
_CLAUSE = rf"(?:,?\s+(?:who|which|whose \w+))?{_SUBJECT}"
_PURSUES_ANTI = re.compile(rf"{_CLAUSE}{_PURSUES}{_BEFORE_ANTI}")
_ATTACKS_ANTI = re.compile(rf"{_CLAUSE}{_ATTACKS}{_BEFORE_ANTI}")


def turn(text: str, actor: Span, target: Span, answer: StancePrediction) -> StancePrediction:
    """The answer to a question about `text`, with two labels exchanged where its words turn it.

    - Support for something "anti-" the target ("backed anti-American measures") is against
      it, and so is what reads as neutral where the actor pursues such a thing ("pledged the
      toughest anti-American measures"). Who attacks such a thing is neither for it nor against.
    - A word joined to a name ("the pro-Kremlin party Unity") is no neutral one.
    - Whoever blocks what would harm the target ("vetoed sanctions on Iran"), deplores what befell
      it ("condemned the arrest of Lee") or wants it free ("demanded the release of Lee") is not
      against it. Only hostility is turned.
    """
    anti = side_taken(text, target) == "hostile"
    if answer.label == "supportive":
        return _exchanged(answer, "hostile", "supportive") if anti else answer
    if answer.label == "hostile":
        if anti and _ATTACKS_ANTI.match(_between(text, actor, target)):
            return _exchanged(answer, "hostile", "neutral")
        shielded = shields(text, actor, target)
        return _exchanged(answer, "hostile", "supportive") if shielded else answer
    if pursues_anti(text, actor, target):
        return _exchanged(answer, "hostile", "neutral")
    side = joined_stance(text, actor, target)
    return answer if side is None else _exchanged(answer, side, "neutral")


def _exchanged(answer: StancePrediction, one: str, other: str) -> StancePrediction:
    """The answer with the probabilities of two labels exchanged."""
    names = {one: other, other: one}
    hostile, neutral, supportive = (
        answer.probabilities[names.get(label, label)] for label in LABELS
    )
    return StancePrediction.of((hostile, neutral, supportive))


def pursues_anti(text: str, actor: Span, target: Span) -> bool:
    """Whether the actor is said to pledge, lead or join something "anti-" the target."""
    return (
        side_taken(text, target) == "hostile"
        and _PURSUES_ANTI.match(_between(text, actor, target)) is not None
    )


def shields(text: str, actor: Span, target: Span) -> bool:
    """Whether the actor is said to block or deplore what harms the target, or to want it free."""
    between = _between(text, actor, target)
    if _SHIELDS.match(between):
        return True
    if text[target.end : target.end + 1] in ("'", "’") or target.of(text).lower() in _POSSESSIVES:
        # "Protested against Lee's arrest", "condemned her arrest".
        arrested = _DEPLORES_WHAT.match(between) and _BEFELL.match(text, target.end)
        return bool(arrested or (_WANTS_WHAT.match(between) and _IS_FREED.match(text, target.end)))
    if _GOES_ON.match(text, target.end):
        return False
    return any(rule.match(between) for rule in (_DEPLORES_HARM, _WANTS_FREED))


def _between(text: str, actor: Span, target: Span) -> str:
    """What stands between them in one sentence, actor first and not too far off; else nothing."""
    if not 0 <= target.start - actor.end <= _REACH:
        return ""
    between = _ABBREVIATION.sub(lambda m: m[0].replace(".", ""), text[actor.end : target.start])
    return "" if "." in between else between
