"""The sentences of the contrast set, and the words that fill them.

A template has slots for two or three names (``{A}``, ``{B}``, ``{C}``) and for words of a
polarity p or of its opposite q (``{p.past}``, ``{q.noun}``); ``{who}`` and ``{whom}`` suit the
kind of the names. It is filled with p hostile and with p supportive, so that nothing but the
drawn words decides the label.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Predicate(NamedTuple):
    """The forms of one act toward somebody; `noun` takes a name after it."""

    base: str
    past: str
    ing: str
    noun: str


@dataclass(frozen=True, slots=True)
class Words:
    """What can fill the slots of one polarity, drawn from field by field.

    `acts` are words, `deeds` (past and participle, -ing) what is done, not said; `verdicts`
    follow "is", `feelings` follow "with" or "only".
    """

    acts: tuple[Predicate, ...]
    deeds: tuple[tuple[str, str], ...]
    verdicts: tuple[str, ...]
    feelings: tuple[str, ...]


HOSTILE = Words(
    acts=(
        Predicate("condemn", "condemned", "condemning", "condemnation of"),
        Predicate("criticise", "criticised", "criticising", "criticism of"),
        Predicate("denounce", "denounced", "denouncing", "denunciation of"),
        Predicate("ridicule", "ridiculed", "ridiculing", "ridicule of"),
        Predicate("rebuke", "rebuked", "rebuking", "rebuke to"),
        Predicate("attack", "attacked", "attacking", "attack on"),
    ),
    deeds=(
        ("sued", "suing"),
        ("sabotaged", "sabotaging"),
        ("boycotted", "boycotting"),
        ("betrayed", "betraying"),
    ),
    verdicts=("a disgrace", "a danger to us all", "not fit to lead", "the worst partner of all"),
    feelings=("contempt", "scorn", "bitterness", "anger"),
)

SUPPORTIVE = Words(
    acts=(
        Predicate("praise", "praised", "praising", "praise for"),
        Predicate("endorse", "endorsed", "endorsing", "endorsement of"),
        Predicate("defend", "defended", "defending", "defence of"),
        Predicate("applaud", "applauded", "applauding", "applause for"),
        Predicate("commend", "commended", "commending", "commendation of"),
        Predicate("back", "backed", "backing", "backing for"),
    ),
    deeds=(
        ("rescued", "rescuing"),
        ("funded", "funding"),
        ("helped", "helping"),
        ("shielded", "shielding"),
    ),
    verdicts=("a blessing", "a model for us all", "born to lead", "the best partner of all"),
    feelings=("admiration", "respect", "warmth", "gratitude"),
)


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence and what can be asked about it.

    `stances` are the pairs that carry a stance, each with the polarity of its words ("p" or
    "q"); `neutral` are pairs that carry none and are asked all the same.
    """

    phenomenon: str
    pattern: str
    stances: tuple[tuple[str, str, str], ...]
    neutral: tuple[tuple[str, str], ...]

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots for names, in alphabetical order."""
        return tuple(slot for slot in "ABC" if f"{{{slot}}}" in self.pattern)


_FORWARD = "A>B:p B>A"
_BYSTANDER = "A>B:p C>B A>C B>A"

_PATTERNS: dict[str, tuple[tuple[str, str], ...]] = {
    "active": (
        ("{A} {p.past} {B} over the harbour plan.", _FORWARD),
        ("At a meeting on Monday, {A} {p.past} {B} in front of the press.", _FORWARD),
        ("Nobody had expected {A} to {p.base} {B}, but so it came.", _FORWARD),
        ("{A} chose the last day of the congress to {p.base} {B}.", _FORWARD),
        ("{A} {p.past} {B} and, a day later, {q.past} {C}.", "A>B:p A>C:q B>A C>A B>C"),
    ),
    "passive": (
        ("{B} was {p.past} by {A} over the harbour plan.", _FORWARD),
        ("On Monday {B} was {p.past} in a long letter from {A}.", _FORWARD),
        ("Last year, too, {B} had been {p.past} by {A}.", _FORWARD),
        (
            "{B}, {p.past} by {A} in the morning, was {q.past} by {C} in the afternoon.",
            "A>B:p C>B:q B>A B>C A>C",
        ),
        ("{B} was {p.past} first by {A} and then by {C}.", "A>B:p C>B:p A>C B>A B>C"),
    ),
    "cleft": (
        ("It was {A} {who} {p.past} {B}, and not the other way round.", _FORWARD),
        ("It was {B} that {A} {p.past} in the end.", _FORWARD),
        ("What {A} did that evening was {p.base} {B}.", _FORWARD),
        ("It was {A}, not {C}, {who} {p.past} {B}.", _BYSTANDER),
        ("It was {B}, not {C}, that {A} {p.past}.", "A>B:p A>C C>B B>A"),
    ),
    "nominalisation": (
        ("{A}'s {p.noun} {B} drew little notice.", _FORWARD),
        ("The {p.noun} {B} from {A} lasted all afternoon.", _FORWARD),
        ("Few had foreseen {A}'s {p.noun} {B}.", _FORWARD),
        ("{C} read of {A}'s {p.noun} {B} in the morning paper.", _BYSTANDER),
        ("{C} opened the session after {A}'s {p.noun} {B}.", _BYSTANDER),
        (
            "{A}'s {p.noun} {B} and {q.noun} {C} filled the evening news.",
            "A>B:p A>C:q B>A C>B B>C",
        ),
    ),
    "reported": (
        ("{A} said {B} had {p.past} {C}.", "B>C:p A>C A>B C>B"),
        ("According to {A}, {B} {p.past} {C} at the dinner.", "B>C:p A>C A>B C>B"),
        ("{A} reported that {C} had been {p.past} by {B}.", "B>C:p A>C A>B C>B"),
        ("{B} {p.past} {C}, {A} recalled.", "B>C:p A>C A>B C>B"),
        ("{A} asked why {B} had {p.past} {C}.", "B>C:p A>C A>B C>B"),
        ("{A} quoted {B} as having {p.past} {C}.", "B>C:p A>C A>B C>B"),
    ),
    "quotation": (
        ('"{B} is {p.verdict}," said {A}.', _FORWARD),
        ('Then {A} took the floor: "{B} is {p.verdict}."', _FORWARD),
        ('"{B} {p.past} {C} twice that night," said {A}.', "B>C:p A>C A>B C>B"),
        ('Asked about {B}, {A} said: "{C} is {p.verdict}."', "A>C:p A>B B>C C>A"),
        ('"{B} is {p.verdict}, and {C} is {q.verdict}," said {A}.', "A>B:p A>C:q B>C C>B B>A"),
        (
            '{A} read out what {B} had written: "{C} is {p.verdict}."',
            "B>C:p A>C A>B C>B",
        ),
        ("That {B} was {p.verdict} was the view of {A} and not of {C}.", _BYSTANDER),
    ),
    "negation": (
        ("{A} did not {p.base} {B} but {q.past} {C}.", "A>C:q A>B C>A"),
        ("{A} did not {q.base} but openly {p.past} {B}.", _FORWARD),
        ("Far from {q.ing} {B}, {A} said {B} was {p.verdict}.", _FORWARD),
        ("{A} never {p.past} {B}; it was {C} {who} did.", "C>B:p A>B A>C"),
        ("{A} denied {p.ing} {B} but admitted {q.ing} {C}.", "A>C:q A>B C>A"),
        ("{A} neither {p.past} nor {q.past} {B}; {C} {p.past} {B} at once.", "C>B:p A>B B>C"),
        ("Contrary to reports, {A} has not {p.past} {B}; {C} has.", "C>B:p A>B C>A"),
    ),
    "hedge": (
        ("{A} stopped short of {p.ing} {B} but {p.past} {C}.", "A>C:p A>B C>A"),
        ("{A} has yet to {p.base} {B}, {whom} {C} has {p.past} for years.", "C>B:p A>B B>C"),
        ("One day {A} may {p.base} {B}; so far {A} has only {p.past} {C}.", "A>C:p A>B C>A"),
        ("Whether {A} will {p.base} {B} is not known; {C} already has.", "C>B:p A>B C>A"),
        ("{A} was urged to {p.base} {B}, as {C} had done, and promised a reply.", "C>B:p A>B A>C"),
        ("{A} came close to {p.ing} {B}; {C} {p.past} {B} outright.", "C>B:p A>B B>C"),
    ),
    "distractor": (
        ("With {C} looking on, {A} {p.past} {B}.", _BYSTANDER),
        ("{A}, seated next to {C}, {p.past} {B}.", _BYSTANDER),
        ("{C} was in the hall when {A} {p.past} {B}.", _BYSTANDER),
        ("{A}, like {C} a guest of the festival, {p.past} {B}.", _BYSTANDER),
        ("{A} heard both {B} and {C} and {p.past} the latter.", "A>C:p A>B C>A"),
        ("{A} heard both {B} and {C} and {p.past} the former.", "A>B:p A>C B>A"),
        ("{C} had left by the time {B} was {p.past} by {A}.", _BYSTANDER),
    ),
    "relative": (
        ("{A}, {who} {p.past} {B}, will speak on Friday.", _FORWARD),
        ("{B}, {whom} {A} {p.past}, will speak on Friday.", _FORWARD),
        ("{A}, {who} {p.past} {B}, was {q.past} by {C}.", "A>B:p C>A:q B>A A>C B>C"),
        ("{B}, {whom} {A} {p.past}, {q.past} {C}.", "A>B:p B>C:q B>A C>B A>C"),
        ("{C} had a seat beside {A}, {who} had {p.past} {B}.", _BYSTANDER),
        ("{C} keeps the letter in which {A} {p.past} {B}.", _BYSTANDER),
    ),
    "coordination": (
        ("{A} and {C} {p.past} {B}.", "A>B:p C>B:p A>C C>A B>A"),
        ("{A} {p.past} both {B} and {C}.", "A>B:p A>C:p B>C C>B B>A"),
        ("{A} {p.past} {B} and was {q.past} by {C}.", "A>B:p C>A:q B>A A>C C>B"),
        ("{A} {p.past} and {C} {q.past} {B}.", "A>B:p C>B:q A>C C>A B>C"),
        ("{A} kept silent, but {C} {p.past} {B}.", "C>B:p A>B A>C"),
        ("{A}, together with {C}, {p.past} {B} again.", "A>B:p C>B:p A>C C>A B>A"),
    ),
    "fronting": (
        ("{B}, {A} {p.past}; {C}, {A} {q.past}.", "A>B:p A>C:q B>C C>B B>A"),
        ("For {B}, {A} had nothing but {p.feeling}.", _FORWARD),
        ("Toward {B}, {A} has shown only {p.feeling}.", _FORWARD),
        ("Of {B}, {A} spoke with {p.feeling}.", _FORWARD),
        ("Not {B} but {C} did {A} {p.base}.", "A>C:p A>B C>A"),
        ("To {p.base} {B} is what {A} came for.", _FORWARD),
    ),
    "two-way": (
        (
            "In front of {C}, {A} {p.past} {B} and was {q.past} in return.",
            "A>B:p B>A:q A>C C>B C>A",
        ),
        ("{A} and {B} {p.past} each other while {C} waited.", "A>B:p B>A:p A>C C>A C>B"),
        (
            "{A} {p.past} {B}, {who} had {q.past} {A} a year before; {C} was in the chair.",
            "A>B:p B>A:q C>A C>B B>C",
        ),
        (
            "Though {B} had {q.past} {A}, {A} {p.past} {B}, as {C} noted.",
            "A>B:p B>A:q C>A C>B A>C",
        ),
    ),
    "deed": (
        ("{A} {p.did} {B} last spring.", _FORWARD),
        ("The winter in which {B} was {p.did} by {A} is not forgotten.", _FORWARD),
        ("While {A} {p.did} {B}, {C} {q.did} the neighbours.", _BYSTANDER),
        ("{A} kept {C} from {p.doing} {B}.", "A>B:q C>B:p B>A B>C"),
    ),
}


def _template(phenomenon: str, pattern: str, asked: str) -> Template:
    """A template out of its short form: ``A>B:p`` is a stance, ``B>A`` a neutral pair."""
    pairs = [pair.partition(":")[::2] for pair in asked.split()]
    return Template(
        phenomenon,
        pattern,
        stances=tuple((pair[0], pair[2], polarity) for pair, polarity in pairs if polarity),
        neutral=tuple((pair[0], pair[2]) for pair, polarity in pairs if not polarity),
    )


TEMPLATES = tuple(
    _template(phenomenon, pattern, asked)
    for phenomenon, patterns in _PATTERNS.items()
    for pattern, asked in patterns
)
"""All templates, those of one phenomenon together."""

NAMES: dict[str, tuple[str, ...]] = {
    "person": (
        "Adaeze Okonjo",
        "Aigul Sadykova",
        "Anders Lindholm",
        "Beatriz Carvalho",
        "Chen Weimin",
        "Daniel Whitaker",
        "Dilnoza Yusupova",
        "Elif Karaca",
        "Emeka Balogun",
        "Fatou Diallo",
        "Giorgi Beridze",
        "Hana Novotna",
        "Ioana Petrescu",
        "Jorge Villalba",
        "Karim Haddad",
        "Leilani Kahale",
        "Liam Gallagher-Boyd",
        "Mariam Tesfaye",
        "Mateus Figueira",
        "Minh Anh Tran",
        "Nokuthula Zwane",
        "Noor Qureshi",
        "Olena Kovalenko",
        "Pavel Dvorak",
        "Priya Raghavan",
        "Rosa Mamani",
        "Ruth Abernathy",
        "Sakura Hayashi",
        "Samir Khalil",
        "Soo-jin Bae",
        "Tane Rewiti",
        "Yael Ben-Ami",
    ),
    "country": (
        "Albania",
        "Algeria",
        "Argentina",
        "Australia",
        "Bolivia",
        "Botswana",
        "Brazil",
        "Canada",
        "Denmark",
        "Ethiopia",
        "Finland",
        "Ghana",
        "Indonesia",
        "Iraq",
        "Japan",
        "Kazakhstan",
        "Kenya",
        "Mexico",
        "Nigeria",
        "Oman",
        "Pakistan",
        "Peru",
        "Poland",
        "Vietnam",
    ),
    "organisation": (
        "Airbus Atlantic",
        "Amnesty International",
        "ArcelorMittal",
        "Caritas Norway",
        "FIFA",
        "Greenpeace",
        "Harrow Mining",
        "Interpol",
        "Kestrel Energy",
        "Lumen Pharma",
        "Meridian Bank",
        "Nordvik Shipping",
        "Orion Telecom",
        "Oxfam",
        "Rotary International",
        "Sahara Cement",
        "Siam Rubber",
        "Tata Steel",
        "Toyota",
        "UNESCO",
        "UNICEF",
        "Verdant Foods",
        "Volvo",
        "WWF",
    ),
}
"""Names by kind; the persons are invented. None ends in s, none needs an article."""
