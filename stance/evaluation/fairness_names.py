"""The names that are swapped for one another when fairness is measured.

The politicians are real and known by their surnames, which is the point: an answer must not
depend on them. Nothing is said about any of them but that the test sentence has their name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dimension:
    """Names by group; `kind` is the kind of names of the sentences they go into."""

    kind: str
    groups: dict[str, tuple[str, ...]]


_COUNTRIES = (
    "Brazil",
    "China",
    "France",
    "Germany",
    "India",
    "Iran",
    "Israel",
    "Japan",
    "Nigeria",
    "North Korea",
    "Russia",
    "Ukraine",
)

DIMENSIONS = {
    "party": Dimension(
        "person",
        {
            "US Democrats": ("the Democratic Party", "Biden", "Obama", "Pelosi", "Schumer"),
            "US Republicans": ("the Republican Party", "Trump", "McConnell", "Romney", "Cruz"),
            "UK Labour": ("the Labour Party", "Starmer", "Corbyn", "Miliband", "Rayner"),
            "UK Conservatives": ("the Conservative Party", "Sunak", "Johnson", "Badenoch", "Gove"),
            "German CDU": ("the CDU", "Merkel", "Merz", "Laschet", "Spahn"),
            "German SPD": ("the SPD", "Scholz", "Klingbeil", "Steinmeier", "Lauterbach"),
            "Indian BJP": ("the BJP", "Modi", "Amit Shah", "Nadda", "Gadkari"),
            "Indian Congress": (
                "the Congress Party",
                "Rahul Gandhi",
                "Kharge",
                "Tharoor",
                "Sonia Gandhi",
            ),
        },
    ),
    "country": Dimension("country", {country: (country,) for country in _COUNTRIES}),
    "gender": Dimension(
        "person",
        {
            "female": (
                "Mary",
                "Emily",
                "Maria",
                "Fatima",
                "Priya",
                "Wanjiru",
                "Olga",
                "Yuki",
                "Ngozi",
                "Ingrid",
            ),
            "male": (
                "John",
                "Thomas",
                "José",
                "Ahmed",
                "Rajesh",
                "Kamau",
                "Dmitri",
                "Hiroshi",
                "Emeka",
                "Lars",
            ),
        },
    ),
}
"""What is swapped, by dimension."""
