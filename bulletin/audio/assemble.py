"""Join the clips of a script: silence, 'Goedemorgen.', silence, … and note when every word is heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bulletin.audio.chapters import chapters
from bulletin.audio.jingles import add_jingles
from bulletin.audio.mastering import master
from bulletin.audio.resampling import resample
from bulletin.audio.samples import shift, trim
from bulletin.audio.spool import Spool
from bulletin.errors import EngineError
from bulletin.model import Bulletin, Clip, Cue, Script, Tags, Utterance
from bulletin.settings import Settings

DEFAULT_RATE = 24_000


def assemble(
    script: Script, clips: Iterable[Clip], settings: Settings | None = None, folder: Path | None = None
) -> Bulletin:
    """Return the finished bulletin: joined, evened between voices, at the loudness that is asked for.

    `clips` come in the order of the script, one for each utterance, and each is let go when it is on disk, so
    memory does not grow with the length. The sound lives in `folder` (the system's temporary one) as long
    as the value. Raises EngineError when there are fewer or more clips than utterances.
    """
    settings = settings or Settings()
    joined = join(script, clips, settings, folder)
    return add_jingles(master(joined, settings, folder), settings, folder)


def join(
    script: Script, clips: Iterable[Clip], settings: Settings | None = None, folder: Path | None = None
) -> Bulletin:
    """Return the bulletin as the voices said it: trimmed and joined, its loudness untouched.

    The rate is that of the first clip; others are resampled to it.
    """
    settings = settings or Settings()
    cues: list[Cue] = []
    source = iter(clips)
    first = next(source, None)
    with Spool(first.rate if first else DEFAULT_RATE, folder) as spool:
        spool.silence(_samples(settings.pauses.start_ms, spool.rate))
        for index, clip in enumerate(_from(first, source)):
            if index >= len(script.utterances):
                raise EngineError(
                    f"There are more clips than the script's {len(script.utterances)} utterances."
                )
            if index:
                spool.silence(_samples(pause_ms(script.utterances, index), spool.rate))
            trimmed = trim(resample(clip, spool.rate))
            start, length = spool.length, spool.length + len(trimmed.samples)
            words = tuple(shift(word, start, length) for word in trimmed.words)
            spool.write(trimmed.samples)
            cues.append(Cue(index, start, spool.length, words, trimmed.measured))
        if len(cues) < len(script.utterances):
            raise EngineError(
                f"Only {len(cues)} of the script's {len(script.utterances)} utterances were spoken."
            )
        spool.silence(_samples(settings.pauses.end_ms, spool.rate))
    audio = spool.audio
    return Bulletin(script, audio, tuple(cues), chapters(script, cues, audio.length), tags(script, settings))


def pause_ms(utterances: Sequence[Utterance], index: int) -> int:
    """Return the silence between utterance `index` and the one before it, in milliseconds."""
    return max(utterances[index - 1].pause_after_ms, utterances[index].pause_before_ms, 0)


def tags(script: Script, settings: Settings) -> Tags:
    """Return what a player shows, from the settings and else from the first article."""
    article = script.articles[0] if script.articles else None
    return Tags(
        title=settings.title or script.title or (article.title if article else ""),
        artist=settings.artist or (article.byline if article and len(script.articles) == 1 else ""),
        album=settings.album,
        genre=settings.genre,
        language=settings.language,
        published=article.published if article else None,
    )


def _from(first: Clip | None, rest: Iterable[Clip]) -> Iterable[Clip]:
    """Yield the clip that was taken already, and then the rest."""
    if first is not None:
        yield first
    yield from rest


def _samples(duration_ms: int, rate: int) -> int:
    """Return a duration in whole samples."""
    return round(duration_ms * rate / 1000)
