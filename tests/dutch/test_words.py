"""Lists of words as patterns: the longest word that stands there is found, however long the list."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bulletin.dutch.words import one_of

SHORT = st.text(alphabet="km/.²$ (", min_size=1, max_size=4)


@given(st.lists(SHORT, min_size=1), SHORT)
def test_the_longest_of_the_words_is_found(words: list[str], text: str) -> None:
    longest = max((word for word in words if text.startswith(word)), key=len, default=None)
    found = re.match(one_of(words), text)
    assert (found and found[0]) == longest


def test_a_shorter_word_is_found_where_the_longer_may_not_stand() -> None:
    pattern = re.compile(one_of(["f", "fl."], lambda word: r"(?!\w)" if word[-1] == "." else ""))
    assert [pattern.match(text)[0] for text in ("fl. 5", "fl.x", "f 5")] == ["fl.", "f", "f"]
