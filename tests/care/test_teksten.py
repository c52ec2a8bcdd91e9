"""The begeleider has a name, and a client reads it."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.care.teksten import responses, tekst

TEMPLATES = Path(__file__).parents[2] / "bot/web/templates/client"
# Said to nobody in particular, or where no begeleider is known: the heading of a summary, the words for who has no begeleider, a page after erasing,
# and what stands as a part in another text.
PARTS = {"utter_signaalcheck_leest_keuzes", "utter_signaalcheck_leest_alles"}
ZONDER_NAAM = {"utter_werkwensen_onderwerp_punten", "utter_gedeeld_je_begeleider", "gewist.html", *PARTS}


def test_a_client_reads_the_name_of_the_begeleider_everywhere() -> None:
    """No text or page of a client says "je begeleider" in the place of the name; choices speak for the client: "mijn begeleider"."""
    said = {naam: bron.tekst for naam, bron in responses().items()} | {
        path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")
    }
    assert ZONDER_NAAM == {naam for naam, text in said.items() if "je begeleider" in text.casefold()}


def test_a_page_of_the_client_has_one_name_everywhere() -> None:
    """The choice at home, the page, the link to it and the part of "Mijn gegevens": the same words."""
    root = Path(__file__).parents[2]
    home = (root / "bot" / "web" / "templates" / "client" / "thuis.html").read_text(encoding="utf-8")
    koppen = {
        naam: one.get("kop") for naam, one in yaml.safe_load((root / "bot" / "care" / "gegevens" / "register.yml").read_text())["tabellen"].items()
    }
    for pad, kop in (("signalen", koppen["signaal_check"]), ("herinneringen", koppen["herinnering"])):
        page = (root / "bot" / "web" / "templates" / "client" / f"{pad}.html").read_text(encoding="utf-8")
        links = [link for one in responses().values() for link in one.custom.get("links", ())]
        assert {kop} == {link["label"] for link in links if link["naar"] == f"/mijn/{pad}"}
        assert f'<a class="weg" href="/mijn/{pad}">{kop}</a>' in home
        assert f"<h1>{kop}</h1>" in page
    assert koppen["signaal_check"] == tekst("utter_signaalcheck_thuis").custom["begin"]
