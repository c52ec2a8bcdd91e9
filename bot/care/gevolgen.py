"""The consequences of NAH that are asked about: 12 cognitive, 10 of mood and behaviour, 9 physical.

Source: the table in the folder "Individuele Plaatsing en Steun & niet-aangeboren hersenletsel" (Heliomare, March 2026), which takes it from the
Dutch guideline NAH en arbeidsparticipatie (2021). They are asked in sets of at most three, in everyday words.
"""

from __future__ import annotations

SETS: dict[str, tuple[tuple[str, ...], ...]] = {
    "denken": (
        ("geheugen", "aandacht", "tempo"),
        ("belastbaarheid", "hersteltijd", "prikkels"),
        ("plannen", "oplossen", "taal"),
        ("handelen", "neglect", "inzicht"),
    ),
    "gevoel": (
        ("stemming", "angst", "initiatief"),
        ("apathie", "relativeren", "ontremd"),
        ("empathie", "decorum"),
        ("humor", "ziektebesef"),
    ),
    "lichaam": (
        ("conditie", "pijn", "kracht"),
        ("lopen", "coordinatie", "beweging"),
        ("zintuigen", "slikken", "epilepsie"),
    ),
}
GEBIEDEN = tuple(SETS)
