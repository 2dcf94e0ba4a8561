"""Article into sentences, with offsets: named rules over the places where a sentence may end."""

from bulletin.segment.split import (
    Decision,
    explain_boundaries,
    split_sentences,
    split_spans,
    split_text,
)

__all__ = ["Decision", "explain_boundaries", "split_sentences", "split_spans", "split_text"]
