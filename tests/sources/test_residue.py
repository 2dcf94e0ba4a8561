"""What stands on a news page and is not read, and what only looks like it."""

import pytest

from bulletin.dutch.table import read_table
from bulletin.sources.residue import (
    dateline_length,
    find_credits,
    find_directions,
    find_remarks,
    recognize_residue,
)

ROWS = [row for row in read_table("residue") if row["where"] != "inside"]
REMARKS = [row for row in read_table("residue") if row["where"] == "inside"]
DIRECTIONS = [row for row in read_table("stage_directions") if row["example"]]
READ = [
    "De brug is weer open.",
    "Zij plaatste een foto: een zonsondergang boven zee.",
    "Lees je ook zo graag in bed?",
    "De advertentie kostte 3.000 euro, zei de partij.",
    "Reuters kon de situatie ter plaatse niet verifiëren.",
    "De foto van Jan de Vries won de eerste prijs.",
    "Volgens persbureau AFP vielen er geen slachtoffers.",
    "Twitter gaat 3.000 mensen ontslaan.",
    "Facebook en WhatsApp lagen er een uur uit.",
    "De bron van de brand is niet gevonden.",
    "Door de storm reden er geen treinen.",
    "De tekst van het akkoord gaat verder dan verwacht.",
    "Delen van het dorp staan onder water.",
    "Volg je hart, zei de koning.",
    "Bewaar de rust, riep de agent.",
    "Update: de weg is weer vrij en het verkeer rijdt weer door.",
    "Wie het weet, mag het zeggen.",
    "Noten voor de redactie kosten drie euro.",
    "Niet voor publicatie bestemd was het, maar voor de rechter.",
    "Van: daar begint het mee.",
    "In samenwerking met de politie zoekt de gemeente naar de dader van de reeks branden in de binnenstad.",
    "Dit artikel is duur.",
    "Lees dit boek, zegt de minister.",
    "U ontvangt de sleutel bij de balie.",
    "Wil je winnen? Dan moet je schieten.",
    "Door de ANWB en onze leden betaald.",
    "De Telegraaf schreef het eerst.",
    "Lees de uitslag van de peiling en huiver.",
    "Zie de stand van zaken als een les. Zo gaat het.",
    "Van een medewerker kreeg zij het bericht.",
    "Zij zag het. Foto van Jan.",
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"][:40])
def test_every_row_catches_its_example(row):
    """A pattern of residue.tsv matches the example beside it, and gives its own reason."""
    kind = recognize_residue(row["example"], head=row["where"] == "head")
    assert kind is not None
    assert kind.reason == row["reason"]


@pytest.mark.parametrize("paragraph", READ)
def test_ordinary_paragraphs_are_read(paragraph):
    """A sentence that mentions a photo, a paper or an agency is no residue."""
    assert recognize_residue(paragraph, head=False) is None


@pytest.mark.parametrize(
    ("paragraph", "rest"),
    [
        ("KIEV (ANP) - Rusland trof de stad.", "Rusland trof de stad."),
        ("DEN HAAG (ANP/Reuters) – De Kamer stemt.", "De Kamer stemt."),
        ("Amsterdam (ANP) - De politie zoekt getuigen.", "De politie zoekt getuigen."),
        ("ROTTERDAM - De haven ligt stil.", "De haven ligt stil."),
        ("DEN HAAG, 8 mei - De Kamer stemt.", "De Kamer stemt."),
        ("PARIJS, 17 MEI. De president zwijgt.", "De president zwijgt."),
        ("Boom Op de A12 in Boom is een ongeval gebeurd.", "Op de A12 in Boom is een ongeval gebeurd."),
        ("Boek In de ban van de ring is uit.", "Boek In de ban van de ring is uit."),
        ("PSV 3 - Ajax 1 was de eindstand.", "PSV 3 - Ajax 1 was de eindstand."),
        ("'S-HERTOGENBOSCH - De stad viert feest.", "'S-HERTOGENBOSCH - De stad viert feest."),
        ("Ajax - Feyenoord eindigde in 1-1.", "Ajax - Feyenoord eindigde in 1-1."),
        ("NAVO-landen sturen hulp.", "NAVO-landen sturen hulp."),
        ("Jan – de bakker – is ziek.", "Jan – de bakker – is ziek."),
    ],
)
def test_a_dateline_is_not_read(paragraph, rest):
    """City and agency before the first sentence go; a dash elsewhere stays."""
    assert paragraph[dateline_length(paragraph) :] == rest


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dat meldt de politie. (ANP)", 1),
        ("Zei hij (Reuters/AFP).", 1),
        ("De AFP (Franse politie)", 0),
        ("(VVD)", 0),
    ],
)
def test_agency_credits_are_found(text, count):
    """Only agencies in brackets are credits."""
    assert len(find_credits(text)) == count


@pytest.mark.parametrize("row", DIRECTIONS, ids=lambda row: row["word"])
def test_every_stage_direction_catches_its_example(row):
    """The bracket of a row's example is left out."""
    assert len(find_directions(row["example"])) == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Nee (lacht). Of toch", "Nee. Of toch"),
        ("“Ja.” (Schudt langzaam het hoofd.)", "“Ja.” (Schudt langzaam het hoofd.)"),
        ("“Ja.” [begint hard te lachen] “Nee.”", "“Ja.” “Nee.”"),
        ("De winst (na belasting) steeg.", "De winst (na belasting) steeg."),
        ("De man (58) is de zoon (en het hoofd) van de zaak.",) * 2,
        ("Het boek (met een voorwoord) is uit.",) * 2,
        ("Hij (Lach) won.", "Hij won."),
        ("Het lied (De lach van Jan) is oud.",) * 2,
        ("Applaus (applaus!) volgde.", "Applaus volgde."),
    ],
)
def test_stage_directions_are_told_from_other_brackets(text, left):
    """Only brackets of which every word belongs to a stage direction go, with the space before them."""
    for start, stop in reversed(find_directions(text)):
        text = text[:start] + text[stop:]
    assert text == left


@pytest.mark.parametrize("row", REMARKS, ids=lambda row: row["example"][:40])
def test_every_remark_catches_its_example(row):
    """What a row is for is found once, with its reason."""
    assert [reason for *_, reason in find_remarks(row["example"])] == [row["reason"]]


@pytest.mark.parametrize(
    "text",
    [
        "De winst (zie de jaarrekening van 2023) daalde.",
        "Hij (rood) en zij (Red Bull) wonnen.",
        "De video (1999) is zoek.",
        "Hij kreeg een update (gratis).",
        "De kaart (zie hierna) klopt.",
        "Zij [de minister] weet het.",
        "Hij keek op. “Kijk hier eens naar.”",
        "Dat is duur. Kijk hier niet van op als de rekening komt. Zo is het.",
        "Lees hier rustig verder, zei hij.",
    ],
)
def test_other_brackets_are_no_remarks(text):
    """An aside that tells something is read."""
    assert find_remarks(text) == []
