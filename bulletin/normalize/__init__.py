"""Sentences to what is said: `normalize("€ 1 miljard").text` is 'één miljard euro'."""

from bulletin.normalize.explain import Step, explain, normalize, speakable

__all__ = ["Step", "explain", "normalize", "speakable"]
