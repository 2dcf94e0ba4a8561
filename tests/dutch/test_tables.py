"""The tables of the language keep their promises: columns, counts, no doubles, examples that show the row."""

from __future__ import annotations

from importlib import resources

import pytest

FOLDER = resources.files("bulletin.dutch") / "tables"

# name: (columns, the column that must be unique, least number of rows)
TABLES = {
    "abbreviations": (("written", "spoken", "sentence", "when", "example"), "written", 300),
    "acronyms": (("written", "reading", "spoken", "gender", "example"), "written", 500),
    "units": (("symbol", "singular", "plural", "example"), "symbol", 120),
    "currencies": (
        ("code", "symbols", "singular", "plural", "sub_singular", "sub_plural", "example"),
        "code",
        60,
    ),
    "months": (("written", "spoken", "number"), "written", 12),
    "weekdays": (("written", "spoken", "number"), "written", 7),
    "monarchs": (("name", "gender", "example"), "name", 100),
    "clubs": (("written", "spoken", "example"), "written", 40),
    "words_in_capitals": (("word", "example"), "word", 300),
    "foreign_names": (("written", "spoken"), "written", 100),
    "country_codes": (("code", "spoken", "example"), "code", 50),
    "provinces": (("code", "spoken", "example"), "code", 25),
}

Table = tuple[list[str], list[dict[str, str]]]


def read(name: str) -> Table:
    """Return the columns and the rows as they stand, without the product's own tolerance."""
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    columns = lines[0].split("\t")
    cells = [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]
    for row in cells:
        assert len(row) == len(columns), f"{name}: {row}"
        assert row == [cell.strip() for cell in row], f"{name}: white space around a cell of {row}"
    return columns, [dict(zip(columns, row, strict=True)) for row in cells]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_columns_and_enough_rows(name: str) -> None:
    """The first line names the columns, every row fills them, and the table is as large as promised."""
    columns, _, least = TABLES[name]
    found, rows = read(name)
    assert tuple(found) == columns
    assert len(rows) >= least


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    """One written form has one reading; of an abbreviation, one reading in one place."""
    _, key, _ = TABLES[name]
    _, rows = read(name)
    forms = [(row[key], row.get("when", "")) for row in rows]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


@pytest.mark.parametrize("name", [name for name in TABLES if "example" in TABLES[name][0]])
def test_an_example_shows_its_row(name: str) -> None:
    """An example contains the written form, so that it can be used as a test."""
    _, key, _ = TABLES[name]
    _, rows = read(name)
    astray = []
    for row in rows:
        forms = row["symbols"].split() if name == "currencies" else [row[key]]
        if row["example"] and not any(form in row["example"] for form in forms):
            astray.append(row)
    assert astray == []


@pytest.mark.parametrize("name", ["abbreviations", "units", "currencies", "monarchs", "clubs"])
def test_every_row_of_the_odd_tables_has_an_example(name: str) -> None:
    """Where no row is self-evident, every row shows itself in a sentence."""
    _, rows = read(name)
    assert [row for row in rows if not row["example"]] == []


def test_what_is_said_holds_no_digit_and_no_symbol() -> None:
    """Spoken columns are words: an engine gets nothing to stumble over."""
    spoken = {"abbreviations": ["spoken"], "acronyms": ["spoken"], "units": ["singular", "plural"]}
    spoken |= {"currencies": ["singular", "plural", "sub_singular", "sub_plural"], "months": ["spoken"]}
    spoken |= {"weekdays": ["spoken"], "clubs": ["spoken"], "foreign_names": ["spoken"]}
    for name, columns in spoken.items():
        for row in read(name)[1]:
            for column in columns:
                said = row[column].replace(" ", "").replace("-", "").replace("'", "")
                assert said.isalpha() or (said == "" and name == "acronyms"), f"{name}: {row}"


def test_an_abbreviation_says_where_it_stands() -> None:
    """`sentence` and `when` take only the values that the table's head explains."""
    _, rows = read("abbreviations")
    assert {row["sentence"] for row in rows} == {"inside", "either"}
    places = {
        "",
        "before_number",
        "after_number",
        "before_name",
        "before_word",
        "after_name",
        "date",
        "not_before_name",
        "between_names",
        "before_price",
        "after_ordinal",
        "sentence_goes_on",
        "after_in",
        "no_initials",
        "parent",
        "inflected",
        "inflected_name",
        "neuter_name",
        "trainee",
        "addressee",
        "before_colon",
        "verse",
    }
    assert {row["when"] for row in rows} <= places


def test_an_acronym_is_mixed_only_with_words_of_its_own() -> None:
    """Letters need no spoken form, a mixed reading needs one."""
    _, rows = read("acronyms")
    assert {row["reading"] for row in rows} == {"letters", "word", "mixed"}
    assert {row["gender"] for row in rows} == {"", "de", "het"}
    assert [row for row in rows if row["reading"] == "letters" and row["spoken"]] == []
    assert [row for row in rows if row["reading"] == "mixed" and not row["spoken"]] == []


def test_a_currency_sign_means_one_currency() -> None:
    """No sign stands with two currencies."""
    signs = [sign for row in read("currencies")[1] for sign in row["symbols"].split()]
    assert sorted({sign for sign in signs if signs.count(sign) > 1}) == []


def test_days_and_months_are_complete() -> None:
    """Every number of a month and a weekday is there, each with one spoken name."""
    for name, last in (("months", 12), ("weekdays", 7)):
        rows = read(name)[1]
        names = {(row["number"], row["spoken"]) for row in rows}
        assert sorted(int(number) for number, _ in names) == list(range(1, last + 1))


def test_a_word_in_capitals_is_not_spelled_elsewhere() -> None:
    """A form that the acronyms spell is not called a word here."""
    spelled = {row["written"] for row in read("acronyms")[1] if row["reading"] == "letters"}
    assert sorted(spelled & {row["word"] for row in read("words_in_capitals")[1]}) == []
