"""Clips become a bulletin: trimmed, joined with pauses, mastered, with the times of every word."""

from bulletin.audio.assemble import assemble, tags
from bulletin.audio.jingles import check_jingle

__all__ = ["assemble", "check_jingle", "tags"]
