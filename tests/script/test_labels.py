"""An interview of questions and answers: the letters are words, other letters are what they are."""

import pytest

from bulletin.model import Role
from bulletin.script import write_script
from bulletin.settings import Settings
from bulletin.sources import read_article


def said(text):
    script = write_script([read_article(f"De kop\n\nDe inleiding is hier.\n\n{text}\n")], Settings())
    return [utterance.text for utterance in script.utterances][2:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("V: Komt u terug?\nA: Ja.", ["Vraag: Komt u terug?", "Antwoord: Ja."]),
        ("Q: Wanneer?\n\nA: In mei. Of juni.", ["Vraag: Wanneer?", "Antwoord: In mei.", "Of juni."]),
        ("V: Wie?\nA: “Ik”, zei zij.", ["Vraag: Wie?", "Antwoord:", "Ik,", "zei zij."]),
        ("V: Wie?\nA: (lacht) Ik.", ["Vraag: Wie?", "Antwoord: Ik."]),
        ("V: Wie?\nA: Lijn A: die is dicht.", ["Vraag: Wie?", "Antwoord: Lijn A: die is dicht."]),
        ("A: Ajax, Sparta.\nB: PSV, NEC.", ["A: Ajax, Sparta.", "B: P S V, N E C."]),
        ("V: Wie?\nA: Ajax.\nB: PSV.", ["V: Wie?", "A: Ajax.", "B: P S V."]),
        ("A: Ajax, Sparta.", ["A: Ajax, Sparta."]),
        ("NRC: Komt u terug?\nSmit: Ja.", ["N R C: Komt u terug?", "Smit: Ja."]),
    ],
)
def test_questions_and_answers_are_announced(text, expected):
    """V and Q are 'Vraag', A is 'Antwoord', where a text has both and no other letters."""
    assert said(text) == expected


def test_the_word_points_at_its_letter():
    """What is said for the letter stands for the letter; what follows keeps its own place."""
    article = read_article("De kop\n\nDe inleiding is hier.\n\nV: Kost het € 5?\nA: Ja.\n")
    question = write_script([article], Settings()).utterances[2]
    pairs = {a.spoken.of(question.text): a.source.of(article.text) for a in question.alignments}
    assert pairs["Vraag"] == "V"
    assert pairs["vijf euro"] == "€ 5"


def test_a_question_is_no_heading():
    """A short question with its letter is read as text."""
    article = read_article("De kop\n\nDe inleiding is hier.\n\nV: Komt u terug?\n\nA: Ja.\n")
    assert {utterance.role for utterance in write_script([article], Settings()).utterances[2:]} == {Role.BODY}
