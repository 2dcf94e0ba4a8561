"""`bulletin publish`: further formats of what an earlier `make` left; nothing is rendered twice."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli import options as common
from bulletin.errors import UsageError


@click.command()
@click.argument("place", type=click.Path(path_type=Path, exists=True), metavar="FILE|DIR")
@click.option("--format", "formats", required=True, metavar="LIST", help="What to write, as vtt,html,epub.")
@click.option("--words/--no-words", default=None, help="Time every word in captions and EPUB.")
@click.option("--embed-audio/--no-embed-audio", default=None, help="Put the sound inside the HTML page.")
@click.pass_context
def publish(
    ctx: click.Context, place: Path, formats: str, words: bool | None, embed_audio: bool | None
) -> None:
    """Write further formats of finished bulletins, without rendering them again.

    FILE is the sound or the manifest (.json) that `bulletin make` left beside it; DIR takes all in it.

    \b
      bulletin publish output/2026-11-22-treinen.json --format html,epub
      bulletin publish output --format vtt,srt,json
      bulletin publish output/nieuws.mp3 --format html --embed-audio
    """
    from bulletin.publish import find_manifests, publish_manifest

    settings = common.settings_of(ctx, caption_words=words, epub_words=words, embed_audio=embed_audio)
    asked = common.formats_of(formats)
    if not asked:
        raise UsageError("--format names nothing; give one or more, as vtt,html,epub.")
    for manifest in find_manifests(place):
        for path in publish_manifest(manifest, asked, settings):
            click.echo(str(path))
