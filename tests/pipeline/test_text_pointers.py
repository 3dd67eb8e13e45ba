"""How sentences of several languages begin that need the one before them."""

import pytest

from bot.pipeline.text.clean import is_dangling, is_whole
from tests.pipeline.test_summarise import texts, told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er nannte es „eine Tür, keine Mauer“."), ("de", "Dabei starben drei Menschen."),
        ("de", "Dies sei ein Fehler."), ("de", "Das ist ein Rekord."),
        ("de", "Es sagte zu, die Lizenzen zu prüfen."), ("de", "„Das ist gut“, sagte er."),
        ("de", "Seine Partei will zustimmen."), ("fr", "Il a quitté la salle."),
        ("fr", "Cette décision surprend."), ("fr", "Son avocat fait appel."),
        ("fr", "« C'est une erreur », a-t-il déclaré."), ("fr", "Selon lui, rien ne change."),
        ("es", "Él negó los cargos."), ("es", "Este acuerdo entra en vigor."),
        ("es", "Su portavoz lo confirmó."), ("es", "«Es un error», dijo."),
        ("it", "Questo accordo è vecchio."), ("pt", "Ele negou tudo."), ("nl", "Hij zei niets."),
        ("de", "Darüber hinaus gilt eine Frist."), ("fr", "De son côté, la mairie se tait."),
        ("es", "Por otro lado, sube el pan."), ("it", "Nel frattempo piove."),
        ("pt", "Por isso, o porto fecha."), ("nl", "Ondertussen staakt de haven."),
    ],
)  # fmt: skip
def test_a_sentence_that_begins_with_a_pronoun_dangles(language: str, text: str) -> None:
    assert is_dangling(text, language)
    assert is_dangling(text, f"{language}-XX")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es gibt keine Hinweise auf Fremdverschulden."),
        ("de", "Das Ministerium bestätigte den Plan."), ("de", "Diese Woche tagt das Kabinett."),
        ("de", "Ersten Angaben zufolge starben zwölf Menschen."),
        ("de", "Erdogan reist nach Tokio."), ("de", "Dasselbe Schiff war 2019 gesunken."),
        ("de", "„Wir bleiben hier“, sagte Bürgermeisterin Kern."),
        ("fr", "Il y a douze morts."), ("fr", "Ce matin, quatre navires sont entrés."),
        ("fr", "Ilham Aliev arrive à Paris."), ("fr", "Orange supprime mille postes."),
        ("es", "Este lunes se reúne el comité."), ("es", "Suecia entra en la OTAN."),
        ("es", "Estados Unidos impone aranceles."), ("it", "Il governo cade."),
        ("it", "Emma Bonino è morta."), ("pt", "Este ano há eleições."), ("en", "Son wins."),
        ("en", "Su Tseng-chang resigns."), ("en", "Das Kapital is sold out."),
        (None, "Er Wei arrives in Hanoi."),
    ],
)  # fmt: skip
def test_one_that_says_something_by_itself_does_not(language: str | None, text: str) -> None:
    assert not is_dangling(text, language)


def test_a_summary_begins_with_no_pronoun() -> None:
    item = told(
        1, "Abkommen",
        "Außenminister Tanabe warb in Manila für das Abkommen über die Senkaku-Inseln. "
        "Er nannte es „eine Tür, keine Mauer“.", "de",
    )  # fmt: skip
    assert texts(item) == [
        "Außenminister Tanabe warb in Manila für das Abkommen über die Senkaku-Inseln."
    ]


def test_a_quotation_of_whole_sentences_is_whole_in_french() -> None:
    said = "« Les poutres étaient meilleures que les neuves. »"
    assert is_whole(said)
    assert is_whole(said.replace(" ", "\u00a0"))
    assert not is_whole("« Les poutres étaient meilleures »")
