"""The player: all of the sound once, in order; keys move it, and a later sentence may still be on its way."""

import time

import numpy as np
import pytest

from bulletin.audio.spool import read
from bulletin.errors import BulletinError
from bulletin.model import Clip, Span, WordTime
from bulletin.publish.captions import captions
from bulletin.publish.player import Player, bulletin_lines, clip_line, device, spoken_word, stretched

RATE = 24_000


@pytest.fixture
def player(bulletin):
    player = Player(bulletin.audio.rate)
    for line in bulletin_lines(bulletin):
        player.add(line)
    player.complete()
    player.prepare()
    return player


def drained(player, block=1000):
    """Return everything that is played, and the lines that were passed."""
    parts, lines = [], []
    while not player.place().ended:
        player.prepare()
        lines.append(player.place().line)
        parts.append(player.read(block))
    return np.concatenate(parts), lines


def test_the_whole_sound_is_played_once_in_order(bulletin, player):
    sound, lines = drained(player)
    original = read(bulletin.audio, 0, bulletin.audio.length)
    assert (sound[: len(original)] == original).all()
    assert not sound[len(original) :].any()
    assert lines == sorted(lines)
    assert set(lines) == set(range(len(captions(bulletin))))


def test_the_word_that_is_heard_is_the_one_that_is_told(bulletin, player):
    """In the middle of every word of the bulletin, the line and the word are those of the caption."""
    told = set()
    while not player.place().ended:
        player.prepare()
        place = player.place()
        if place.line < len(player.lines):
            told.add((place.line, spoken_word(player.lines[place.line], place.sample)))
        player.read(100)
    wanted = {(n, w) for n, c in enumerate(captions(bulletin)) for w in range(len(c.words))}
    assert wanted <= told


def test_a_pause_is_silence_and_loses_nothing(bulletin, player):
    first = player.read(20_000)
    player.toggle()
    assert player.place().paused
    assert not player.read(5000).any()
    player.toggle()
    rest, _ = drained(player)
    original = read(bulletin.audio, 0, bulletin.audio.length)
    assert (np.concatenate([first, rest])[: len(original)] == original).all()


def test_sentences_back_and_on(player):
    player.step(1)
    player.step(1)
    assert (player.place().line, player.place().sample) == (2, 0)
    player.step(-1)
    assert player.place().line == 1, "at its beginning: the one before"
    player.prepare()
    player.read(2 * RATE - 1000)
    line = player.place().line
    player.read(100)
    player.step(-1)
    assert player.place().line <= line
    for _ in range(20):
        player.step(-1)
    assert player.place().line == 0
    for _ in range(20):
        player.step(1)
    assert player.place().ended


def test_another_speed_keeps_the_place_and_the_pitch(player):
    player.read(12_000)
    at = player.place().sample
    for _ in range(20):
        player.faster(1)
    assert player.place().speed == 3.0
    assert player.place().sample == pytest.approx(at, abs=10)
    time_ = np.arange(4 * RATE) / RATE
    tone = (0.5 * np.sin(2 * np.pi * 440 * time_)).astype(np.float32)
    fast = stretched(tone, RATE, RATE, 2.0)
    assert len(fast) == pytest.approx(2 * RATE, abs=RATE * 0.1)
    middle = fast[RATE // 2 : -RATE // 2]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) * RATE / len(middle) == pytest.approx(440, abs=5)


def test_it_waits_for_a_sentence_that_is_not_made_yet(bulletin):
    player = Player(RATE)
    assert not player.read(1000).any()
    assert not player.place().ended
    clip = Clip(np.full(2000, 0.5, dtype=np.float32), RATE, (WordTime(Span(0, 7), 0, 2000),))
    player.add(clip_line(bulletin.script, 0, clip, 100))
    player.prepare()
    heard = player.read(6000)
    assert np.count_nonzero(heard) == 2000
    assert not player.place().ended, "more may come"
    player.complete()
    assert player.place().ended


def test_a_device_plays_in_real_time(player):
    """On miniaudio's device that goes nowhere, a second of the bulletin takes about a second."""
    miniaudio = pytest.importorskip("miniaudio")
    with device(player, [miniaudio.Backend.NULL]):
        time.sleep(1.0)
        place = player.place()
    lines = player.lines[: place.line]
    played = sum(len(line.load()) for line in lines) + place.sample
    assert played == pytest.approx(RATE, rel=0.5)


def test_without_a_device_it_says_so(player, monkeypatch):
    miniaudio = pytest.importorskip("miniaudio")

    def none(*_arguments, **_options):
        raise miniaudio.MiniaudioError("failed to init device", -401)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", none)
    with pytest.raises(BulletinError, match="No sound device could be opened"), device(player):
        pass
