"""Clips become a bulletin: trimmed, joined with pauses, mastered, with the times of every word."""

from bulletin.audio.assemble import assemble, tags

__all__ = ["assemble", "tags"]
