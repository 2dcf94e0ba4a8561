"""The whole way of the data on one page: sources → articles → script → clips → bulletin."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import hashlib
import itertools
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bulletin import audio, publish, script, sources
from bulletin.engines import load
from bulletin.engines.cached import Cached
from bulletin.engines.catalog import choose_voice, find_voice, name_of
from bulletin.errors import SourceError
from bulletin.g2p import own_words
from bulletin.model import Article, Audio, Block, Bulletin, Clip, Role, Script, Span, Utterance
from bulletin.settings import Settings
from bulletin.version import __version__

log = logging.getLogger("bulletin")

_MOST_JOBS = 8  # more sessions than this fight for memory before they gain time


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the rendering is: utterances, the seconds of sound they make, and how many were kept before."""

    done: int
    total: int
    seconds: float
    kept: int


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be said, and the engine of every voice that says it."""

    script: Script
    settings: Settings
    engines: Mapping[str, Cached]


def make_bulletin(
    given: Sequence[str | Path], settings: Settings | None = None, report: Report | None = None
) -> Bulletin:
    """Read the sources aloud: return the finished bulletin, its sound in a temporary file.

    Raises BulletinError when a source, a setting or a voice is wrong; what was rendered before that is kept.
    """
    return speak(make_plan(given, settings or Settings()), report)


def write_bulletin(
    given: Sequence[str | Path],
    settings: Settings,
    folder: Path,
    formats: Sequence[str],
    stem: str | None = None,
    report: Report | None = None,
) -> tuple[Path, ...]:
    """Read the sources aloud into files and return their paths; files that would come out the same stay."""
    plan = make_plan(given, settings)
    made_from = fingerprint(plan)
    name = stem or publish.dated_stem(outline(plan))
    unchanged = publish.find_unchanged(folder, name, formats, made_from)
    if unchanged:
        log.info("nothing changed since %s was made", unchanged[0])
        return unchanged
    publish.check_targets(folder, name, formats, given)
    _check_files(settings)
    publish.check_folder(folder)
    bulletin = speak(plan, report)
    return publish.write_outputs(
        bulletin, folder, formats, settings=plan.settings, stem=name, made_from=made_from
    )


def _check_files(settings: Settings) -> None:
    """Raise SettingsError before the work for a picture or a tune that would be of no use after it."""
    publish.read_cover(settings.cover)
    for tune in filter(None, (settings.intro, settings.outro)):
        audio.check_jingle(tune)


def make_plan(given: Sequence[str | Path], settings: Settings) -> Plan:
    """Return what will be said and by whom; nothing is rendered yet."""
    settings = with_voices(settings)
    return _with_engines(write_script(given, settings), settings)


def _with_engines(rundown: Script, settings: Settings) -> Plan:
    spoken = {utterance.voice for utterance in rundown.utterances}
    return Plan(rundown, settings, {voice: open_engine(voice, settings) for voice in sorted(spoken)})


def say(text: str, settings: Settings, path: Path) -> None:
    """Speak a line into a file of the kind that its name ends in: no tune, no closing, nothing beside it.

    Raises BulletinError when the voice, the name or a setting is wrong, or there is nothing to say.
    """
    publish.check_sound_name(path)
    settings = with_voices(
        dataclasses.replace(settings, disclosure=False, intro=None, outro=None, title=settings.title or text)
    )
    article = Article(text, (Block(Role.BODY, Span(0, len(text))),), language=settings.language)
    bulletin = speak(_with_engines(_script_of((article,), settings), settings))
    publish.write_sound(bulletin, path, settings)


def speak(plan: Plan, report: Report | None = None) -> Bulletin:
    """Render the plan and return the finished bulletin, its sound in a temporary file."""
    bulletin = audio.assemble(plan.script, render(plan, report), plan.settings)
    return dataclasses.replace(bulletin, tags=outline(plan).tags)


def outline(plan: Plan) -> Bulletin:
    """Return the bulletin before there is any sound: its script, and its tags with the voices' credit."""
    credit = " ".join(f"Stem: {find_voice(voice, plan.settings.folders).credit}." for voice in plan.engines)
    tags = dataclasses.replace(audio.tags(plan.script, plan.settings), comment=credit)
    return Bulletin(plan.script, Audio(Path(), 1, 0), (), (), tags)


def fingerprint(plan: Plan) -> str:
    """Return a hash of all that decides the files: script, settings, voices, tunes, program."""
    said = [plan.engines[utterance.voice].key(utterance) for utterance in plan.script.utterances]
    named = [plan.settings.intro, plan.settings.outro, plan.settings.cover]
    files = [hashlib.sha256(path.read_bytes()).hexdigest() for path in named if path and path.is_file()]
    whole = [__version__, publish.to_record(outline(plan)), said, repr(plan.settings), files]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


def write_script(given: Sequence[str | Path], settings: Settings) -> Script:
    """Return what will be said of the sources, in order; standard input, '-', can be read but once."""
    if [str(source) for source in given].count("-") > 1:
        raise SourceError("'-' stands for standard input, which can be read only once; give it once.")
    articles = [
        dataclasses.replace(article, language=settings.language)
        for source in given
        for article in sources.read(source, keep_captions=settings.keep_captions)
    ]
    return _script_of(articles, settings)


def _script_of(articles: Sequence[Article], settings: Settings) -> Script:
    """Write the script with the user's own readings; raise SourceError if there is nothing in it."""
    readings = own_words(settings).readings
    rundown = script.write_script(articles, dataclasses.replace(settings, lexicon=readings, lexicons=()))
    if not rundown.utterances:
        raise SourceError("There is nothing to say: the sources hold no words that can be spoken.")
    return rundown


def with_voices(settings: Settings) -> Settings:
    """Return the settings with the voices that will speak: those asked for, or else the best installed."""
    reader = choose_voice(settings.voice, "default", settings.folders)
    quoted = choose_voice(settings.quote_voice or settings.voice, "quote", settings.folders)
    for choice in (reader, quoted):
        log.info(choice.reason)
    return dataclasses.replace(
        settings,
        voice=name_of(reader.voice, settings.folders),
        quote_voice=name_of(quoted.voice, settings.folders),
    )


def render(plan: Plan, report: Report | None = None) -> Iterator[Clip]:
    """Yield the clips of the script in order, while later ones are still being made."""
    total = len(plan.script.utterances)
    seconds = 0.0
    jobs = plan.settings.jobs or min(os.cpu_count() or 1, _MOST_JOBS)
    with ThreadPoolExecutor(jobs) as executor:
        try:
            clips = in_order(executor, plan.engines, plan.script.utterances, ahead=2 * jobs)
            for done, clip in enumerate(clips, start=1):
                seconds += len(clip.samples) / clip.rate
                if report:
                    # Clips are read ahead of the one that is awaited, so more may be found than are done.
                    kept = min(done, sum(engine.hits for engine in plan.engines.values()))
                    report(Progress(done, total, seconds, kept))
                yield clip
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def open_engine(voice_id: str, settings: Settings) -> Cached:
    """Return the engine of a voice, which says nothing twice."""
    voice = find_voice(voice_id, settings.folders)
    return Cached(load(voice, own_words(settings).lexicon), voice, settings.cache_megabytes)


def in_order(
    executor: Executor, engines: Mapping[str, Cached], utterances: Sequence[Utterance], ahead: int
) -> Iterator[Clip]:
    """Hand the utterances out, at most `ahead` before the one that is awaited, and yield clips in order."""
    locks = {voice: threading.Lock() for voice, engine in engines.items() if not engine.thread_safe}

    def say(utterance: Utterance) -> Clip:
        with locks.get(utterance.voice, contextlib.nullcontext()):
            return engines[utterance.voice].synthesize(utterance)

    waiting: collections.deque[Future[Clip]] = collections.deque()
    for utterance in utterances:
        waiting.append(executor.submit(say, utterance))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def expected_seconds(rundown: Script, settings: Settings) -> float:
    """Return about how long the bulletin will be, at a newsreader's pace, without rendering it."""
    from bulletin.engines.silence import seconds_of

    speech = sum(seconds_of(utterance.text, utterance.rate) for utterance in rundown.utterances)
    pairs = itertools.pairwise(rundown.utterances)
    silence_ms = sum(max(left.pause_after_ms, right.pause_before_ms) for left, right in pairs)
    return speech + (silence_ms + settings.pauses.start_ms + settings.pauses.end_ms) / 1000
