"""The manifest brings back the bulletin without rendering, and keeps what an app remembers an episode by."""

import json
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from bulletin.audio.spool import read
from bulletin.errors import UsageError
from bulletin.publish import PUBLISHERS, write_outputs
from bulletin.publish.manifest import first_published, is_manifest, read_folder, read_manifest
from bulletin.publish.names import ZONE
from bulletin.publish.sound import with_sound


@pytest.fixture
def written(bulletin, tmp_path):
    write_outputs(bulletin, tmp_path, ["mp3", "wav"], stem="x")
    return tmp_path / "x.json"


def test_all_but_the_sound_comes_back(bulletin, written):
    again = read_manifest(written).bulletin
    assert again.script == bulletin.script
    assert again.cues == bulletin.cues
    assert again.chapters == bulletin.chapters
    assert again.tags == bulletin.tags
    assert (again.audio.rate, again.audio.length) == (bulletin.audio.rate, bulletin.audio.length)


@pytest.mark.parametrize("format_", ["vtt", "srt", "json"])
def test_what_is_made_of_it_is_what_was_made_of_the_bulletin(bulletin, written, format_):
    again = read_manifest(written).bulletin
    assert PUBLISHERS[format_](again, stem="x") == PUBLISHERS[format_](bulletin, stem="x")


def test_the_sound_comes_back_at_its_own_time(bulletin, written):
    again = with_sound(read_manifest(written))
    assert again.audio.path.stat().st_size == 4 * bulletin.audio.length
    left, right = (read(b.audio, 0, b.audio.length) for b in (bulletin, again))
    assert np.corrcoef(left, right)[0, 1] > 0.999


def test_without_a_sound_file_it_says_so(written):
    for name in ("x.mp3", "x.wav"):
        (written.parent / name).unlink()
    with pytest.raises(UsageError, match="no sound beside it"):
        with_sound(read_manifest(written))


def test_files_are_listed_with_their_size_and_hash(written):
    import hashlib

    for file in read_manifest(written).files:
        data = (written.parent / file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_id_and_date_stay_over_runs_and_edits(bulletin, written):
    """A corrected title is the same episode."""
    first = read_manifest(written)
    edited = replace(bulletin, tags=replace(bulletin.tags, title="Verbeterd", published=date(2020, 1, 1)))
    write_outputs(edited, written.parent, ["vtt"], stem="x")
    second = read_manifest(written)
    assert (second.guid, second.published) == (first.guid, first.published)
    assert second.bulletin.tags.title == "Verbeterd"
    assert [file.name for file in second.files] == ["x.vtt"], "the older sound says something else"


def test_another_format_of_the_same_bulletin_is_added(bulletin, written):
    write_outputs(read_manifest(written).bulletin, written.parent, ["vtt"], stem="x")
    assert [file.name for file in read_manifest(written).files] == ["x.mp3", "x.vtt", "x.wav"]


def test_an_unchanged_run_writes_the_same_manifest(bulletin, written):
    before = written.read_bytes()
    write_outputs(bulletin, written.parent, ["mp3", "wav"], stem="x")
    assert written.read_bytes() == before


def test_a_dated_bulletin_of_another_day_is_published_at_its_noon(bulletin):
    old = replace(bulletin, tags=replace(bulletin.tags, published=date(2020, 7, 1)))
    assert first_published(old).isoformat() == "2020-07-01T12:00:00+02:00"
    today = datetime.now(ZONE).date()
    assert first_published(replace(old, tags=replace(old.tags, published=today))).date() == today


def test_no_folder_of_this_machine_is_told(bulletin, tmp_path):
    article = replace(bulletin.script.articles[0], source="/home/redactie/geheim/artikel.txt")
    local = replace(bulletin, script=replace(bulletin.script, articles=(article,)))
    write_outputs(local, tmp_path, [], stem="x")
    assert "geheim" not in (tmp_path / "x.json").read_text("utf-8")
    assert read_manifest(tmp_path / "x.json").bulletin.script.articles[0].source == "artikel.txt"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not a manifest of bulletin"),
        ("[]", "not a manifest that"),
        ('{"schema": 99}', "not a manifest that"),
        ('{"schema": 1}', "damaged manifest"),
    ],
)
def test_what_is_no_manifest_is_told(tmp_path, content, said):
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(UsageError, match=said):
        read_manifest(tmp_path / "x.json")
    with pytest.raises(UsageError, match="cannot be read"):
        read_manifest(tmp_path / "none.json")


@pytest.mark.parametrize("damage", [{"rate": "x"}, {"length": 5}, {"cues": [1]}, {"published": "morgen"}])
def test_a_damaged_manifest_is_told(written, damage):
    document = json.loads(written.read_text("utf-8"))
    written.write_text(json.dumps({**document, **damage}), "utf-8")
    with pytest.raises(UsageError, match="damaged"):
        read_manifest(written)


def test_names_in_a_manifest_cannot_leave_the_folder(written):
    document = json.loads(written.read_text("utf-8"))
    document["files"][0]["name"] = "../../etc/passwd"
    written.write_text(json.dumps(document), "utf-8")
    assert [file.name for file in read_manifest(written).files] == ["x.wav"]


def test_a_folder_gives_its_manifests_newest_first(bulletin, tmp_path):
    for day in (3, 1, 2):
        dated = replace(bulletin, tags=replace(bulletin.tags, published=date(2020, 1, day)))
        write_outputs(dated, tmp_path, ["json"])
    (tmp_path / "other.json").write_text("{}")
    assert [m.published.day for m in read_folder(tmp_path)] == [3, 2, 1]
    assert sum(is_manifest(path) for path in tmp_path.glob("*.json")) == 3


def test_hostile_text_comes_back(bulletin, hostile_title, tmp_path):
    hostile = replace(bulletin, script=replace(bulletin.script, title=hostile_title))
    write_outputs(hostile, tmp_path, [], stem="x")
    title = read_manifest(tmp_path / "x.json").bulletin.script.title
    assert title == hostile_title.encode("utf-8", "replace").decode("utf-8")
