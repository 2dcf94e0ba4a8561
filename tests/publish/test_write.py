"""Writing: whole or not at all, and what was there before stays when it fails."""

import os
import stat

import pytest

from bulletin.errors import BulletinError, UsageError
from bulletin.publish import write_outputs
from bulletin.publish.write import find_unchanged, write_bytes, write_files


def failing(_bulletin, path, _settings):
    path.write_bytes(b"half")
    raise RuntimeError("power cut")


def good(_bulletin, path, _settings):
    path.write_bytes(b"whole")


def test_a_failure_keeps_the_older_files_and_leaves_nothing_half(bulletin, tmp_path):
    """Even of a format that was finished before the other one failed."""
    for suffix in ("one", "two"):
        (tmp_path / f"x.{suffix}").write_bytes(b"old")
    with pytest.raises(RuntimeError):
        write_files(bulletin, tmp_path, ["one", "two"], {"one": good, "two": failing}, {}, stem="x")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x.one": b"old", "x.two": b"old"}


def test_an_interrupt_leaves_nothing_half(bulletin, tmp_path):
    def interrupted(_bulletin, path, _settings):
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_files(bulletin, tmp_path, ["one"], {"one": interrupted}, {})
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_replaced_in_one_step(bulletin, tmp_path):
    (tmp_path / "x.one").write_bytes(b"old")
    (path,) = write_files(bulletin, tmp_path, ["one"], {"one": good}, {}, stem="x")
    assert path.read_bytes() == b"whole"
    assert {file.name for file in tmp_path.iterdir()} == {"x.one", "x.json"}


def test_files_have_the_permissions_that_the_user_gives(tmp_path):
    old = os.umask(0o027)
    try:
        write_bytes(tmp_path / "file.txt", b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "file.txt").stat().st_mode) == 0o640


@pytest.mark.parametrize("stem", ["../x", "a/b", "a\\b", "", ".hidden", "x\n", "x" * 300, "a\0b"])
def test_a_name_that_leaves_the_folder_is_refused(bulletin, tmp_path, stem):
    with pytest.raises(UsageError, match="cannot be the name"):
        write_outputs(bulletin, tmp_path / "out", ["mp3"], stem=stem)


def test_an_unknown_format_is_told_before_anything_is_made(bulletin, tmp_path):
    with pytest.raises(UsageError, match=r"no format 'mp4'; choose from mp3"):
        write_outputs(bulletin, tmp_path / "out", ["mp3", "mp4"])
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(bulletin, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BulletinError, match="folder cannot be made"):
        write_outputs(bulletin, tmp_path / "file" / "out")


def test_a_given_stem_names_all_files_in_order(bulletin, tmp_path):
    paths = write_outputs(bulletin, tmp_path, ["wav", "mp3"], stem="journaal")
    assert [path.name for path in paths] == ["journaal.wav", "journaal.mp3"]


def test_nothing_changed_only_while_every_file_is_whole(bulletin, tmp_path):
    """The transcript's two files, and the sound that a page plays, count too."""
    formats = ["html", "json"]
    write_outputs(bulletin, tmp_path, formats, stem="x", made_from="abc")
    names = ["x.html", "x.transcript.json", "x.chapters.json"]
    assert find_unchanged(tmp_path, "x", formats, "abc") == tuple(tmp_path / name for name in names)
    assert find_unchanged(tmp_path, "x", formats, "other") is None
    assert find_unchanged(tmp_path, "x", formats, "") is None
    for name in (*names, "x.mp3"):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[:-1])
        assert find_unchanged(tmp_path, "x", formats, "abc") is None
        (tmp_path / name).write_bytes(whole)
    assert find_unchanged(tmp_path, "x", formats, "abc") is not None
