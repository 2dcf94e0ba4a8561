"""Stage 4, Spoken → Script: who says what, in which order, and the silence in between.

A script is written from articles: this stage stands one step above `segment` and `normalize`, and calls them.
"""

from bulletin.script.rundown import write_script

__all__ = ["write_script"]
