"""The whole way of the data, with the silent engine and generated ones."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bulletin import make_bulletin, pipeline, write_outputs
from bulletin.errors import EngineError, SourceError
from bulletin.model import Clip, Utterance
from bulletin.settings import Settings

SILENT = Settings(voice="silence", quote_voice="silence")
TEXT = (
    "Brug open\n\nDe brug bij Kampen is open. “Eindelijk rust”, zei Smit.\n\nHet feest begint om 20.00 uur.\n"
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "brug.txt"
    path.write_text(TEXT, "utf-8")
    return path


class Slow:
    """An engine whose later utterances are done first."""

    hits = 0

    def __init__(self, *, thread_safe=True):
        self.thread_safe = thread_safe
        self.running = self.most = 0
        self._lock = threading.Lock()

    def synthesize(self, utterance):
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(0.002 * (10 - int(utterance.text)))
        with self._lock:
            self.running -= 1
        return Clip(np.full(10, float(utterance.text), np.float32), 10)


UTTERANCES = [Utterance(str(number), voice="v") for number in range(10)]


def test_an_article_becomes_a_bulletin(article):
    """Every utterance has a cue, in order; the sound is whole; tags come from the article."""
    bulletin = make_bulletin([article], SILENT)
    assert [cue.utterance for cue in bulletin.cues] == list(range(len(bulletin.script.utterances)))
    assert bulletin.cues[-1].stop <= bulletin.audio.length
    assert bulletin.audio.path.stat().st_size == 4 * bulletin.audio.length
    assert bulletin.tags.title == "Brug open"


def test_the_expected_length_is_that_of_the_silent_reader(article):
    """--dry-run foretells what the silent engine makes, but for what is trimmed."""
    rundown = pipeline.write_script([article], SILENT)
    bulletin = make_bulletin([article], SILENT)
    assert pipeline.expected_seconds(rundown, SILENT) == pytest.approx(bulletin.audio.seconds, rel=0.2)


def test_a_bulletin_is_written_under_its_name(article, tmp_path):
    """The two public names are all that a script needs."""
    bulletin = make_bulletin([str(article)], SILENT)
    (path,) = write_outputs(bulletin, tmp_path / "uit", ["mp3"])
    assert path.name.endswith("-brug-open.mp3")
    assert path.read_bytes()[:3] == b"ID3"


def test_an_unchanged_run_leaves_the_file_alone(article, tmp_path):
    """The same article, settings and voices: the file that is there is the answer, unless it was damaged."""
    first = pipeline.write_bulletin([article], SILENT, tmp_path, ["mp3"])
    before = first[0].stat().st_mtime_ns
    reports = []
    assert pipeline.write_bulletin([article], SILENT, tmp_path, ["mp3"], report=reports.append) == first
    assert reports == []
    assert first[0].stat().st_mtime_ns == before
    first[0].write_bytes(first[0].read_bytes()[:-100])
    pipeline.write_bulletin([article], SILENT, tmp_path, ["mp3"], report=reports.append)
    assert reports[-1].kept == reports[-1].total


def test_a_changed_sentence_costs_one_sentence(article, tmp_path):
    """An edited article is made again from what is kept; only what changed is rendered."""
    (before,) = pipeline.write_bulletin([article], SILENT, tmp_path, ["mp3"])
    old = before.read_bytes()
    article.write_text(TEXT.replace("20.00 uur", "21.00 uur"), "utf-8")
    reports = []
    (after,) = pipeline.write_bulletin([article], SILENT, tmp_path, ["mp3"], report=reports.append)
    assert after == before
    assert reports[-1].total - reports[-1].kept == 1
    assert all(report.kept <= report.done for report in reports)
    assert after.read_bytes() != old


def test_the_tags_name_the_voice_and_its_licence(article):
    """A listener can see who speaks: the credit of every voice is in the comment."""
    from bulletin.engines.catalog import find_voice

    assert find_voice("silence").licence in make_bulletin([article], SILENT).tags.comment


def test_clips_come_in_the_order_of_the_script():
    """However long each takes, clips are yielded in order, and several are made at once."""
    engine = Slow()
    with ThreadPoolExecutor(4) as executor:
        clips = list(pipeline.in_order(executor, {"v": engine}, UTTERANCES, ahead=8))
    assert [clip.samples[0] for clip in clips] == list(range(10))
    assert engine.most > 1


def test_an_engine_for_one_thread_is_used_by_one():
    """What is declared not to be thread-safe never runs twice at a time."""
    engine = Slow(thread_safe=False)
    with ThreadPoolExecutor(4) as executor:
        clips = list(pipeline.in_order(executor, {"v": engine}, UTTERANCES, ahead=8))
    assert [clip.samples[0] for clip in clips] == list(range(10))
    assert engine.most == 1


def test_only_a_few_clips_are_made_ahead():
    """Memory stays flat: no more than `ahead` utterances are handed out before the first is taken."""
    handed = []

    class Counting(Slow):
        def synthesize(self, utterance):
            handed.append(utterance.text)
            return super().synthesize(utterance)

    with ThreadPoolExecutor(2) as executor:
        clips = pipeline.in_order(executor, {"v": Counting()}, UTTERANCES, ahead=3)
        next(clips)
        time.sleep(0.1)
        assert len(handed) <= 4
        list(clips)


def test_progress_counts_sentences_and_seconds(article):
    """The last report tells that all is done, and how much of it was kept from before."""
    reports = []
    make_bulletin([article], SILENT, reports.append)
    make_bulletin([article], SILENT, reports.append)
    count = len(reports) // 2
    assert [report.done for report in reports[:count]] == list(range(1, count + 1))
    assert reports[count - 1].kept == 0
    assert reports[-1].kept == count
    assert reports[-1].seconds > 3


def test_a_failing_engine_stops_the_run_and_keeps_what_was_said(article, monkeypatch):
    """The error comes through as it is; a second run starts from the clips that were made."""
    from bulletin.engines import silence

    original = silence.Silence.synthesize
    broken = {"on": True}

    def synthesize(self, utterance):
        if broken["on"] and "feest" in utterance.text:
            raise EngineError("Voice 'silence' cannot say this.")
        return original(self, utterance)

    monkeypatch.setattr(silence.Silence, "synthesize", synthesize)
    with pytest.raises(EngineError, match="cannot say"):
        make_bulletin([article], SILENT)
    broken["on"] = False
    reports = []
    make_bulletin([article], SILENT, reports.append)
    assert reports[-1].kept == reports[-1].total - 1


def test_an_article_of_signs_is_refused(tmp_path):
    """Nothing that can be said: the user's mistake, told in a sentence."""
    path = tmp_path / "leeg.txt"
    path.write_text("* * *\n", "utf-8")
    with pytest.raises(SourceError, match="no words"):
        make_bulletin([path], SILENT)


def test_a_folder_of_voices_can_be_named(article, tmp_path):
    """[voice] folders: a voice.toml of one's own is found by its id."""
    folder = tmp_path / "stemmen" / "stil"
    folder.mkdir(parents=True)
    (folder / "voice.toml").write_text('engine = "silence"\nsample_rate = 16000\n', "utf-8")
    settings = Settings(voice="stil", quote_voice="stil", folders=(tmp_path / "stemmen",))
    assert make_bulletin([article], settings).audio.rate == 16_000
