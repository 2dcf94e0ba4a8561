"""`bulletin normalize` and `bulletin script`: the words and the rundown, without a voice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options as common

if TYPE_CHECKING:
    from bulletin.model import Script, Spoken, Utterance
    from bulletin.normalize import Step


@click.command()
@common.source_argument
@click.option("--explain", is_flag=True, help="Show what each rule changed, and why.")
@common.json_option
@click.pass_context
def normalize(ctx: click.Context, /, source: str, explain: bool, as_json: bool) -> None:
    """Print text as it will be spoken, line for line.

    \b
      echo 'Het kost € 1 miljard, zei NAVO-baas Rutte om 19.45 uur.' | bulletin normalize
      bulletin normalize artikel.txt --explain
    """
    from bulletin import normalize as stage
    from bulletin.g2p import own_words
    from bulletin.sources import read_text

    settings = common.settings_of(ctx)
    readings = own_words(settings).readings
    for line in read_text(source).splitlines():
        if explain:
            for step in stage.explain(line, language=settings.language, lexicon=readings):
                _print_step(step, as_json=as_json)
            continue
        spoken = stage.normalize(line, language=settings.language, lexicon=readings)
        click.echo(common.to_json(_spoken_as_dict(line, spoken)) if as_json else spoken.text)


@click.command()
@common.sources_argument
@common.voice_option
@common.quote_voice_option
@common.rate_option
@common.captions_option
@common.json_option
@click.pass_context
def script(ctx: click.Context, /, source: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Print the utterances: role, voice, text as spoken, pauses in ms, place in the source.

    \b
      bulletin script artikel.txt
      bulletin script artikel.txt --json | jq '.utterances[].text'
    """
    from bulletin import pipeline

    rundown = pipeline.write_script(source, pipeline.with_voices(common.settings_of(ctx, **options)))
    if as_json:
        click.echo(common.to_json(_script_as_dict(rundown)))
    else:
        print_script(rundown.utterances)


def print_script(utterances: Iterable[Utterance]) -> None:
    """Print a line for each utterance, and the silence before it where there is more than the one after."""
    for number, utterance in enumerate(utterances, start=1):
        place = f"{utterance.span.start}–{utterance.span.stop}"
        pauses = f"{utterance.pause_before_ms:>4} … {utterance.pause_after_ms:<4} ms"
        click.echo(
            f"{number:>3} {utterance.role:<11} {utterance.voice:<14} {pauses} {place:>11}  {utterance.text}"
        )


def _print_step(step: Step, *, as_json: bool) -> None:
    if as_json:
        span = [step.span.start, step.span.stop]
        told = {
            "source": step.source,
            "span": span,
            "spoken": step.spoken,
            "rule": step.rule,
            "other": step.other,
        }
        click.echo(common.to_json(told))
    elif step.changed:
        other = f"  (or: {step.other})" if step.other else ""
        click.echo(f"{step.source!r:<32} {step.spoken!r:<48} {step.rule}{other}")


def _spoken_as_dict(line: str, spoken: Spoken) -> dict[str, Any]:
    words = [
        {"source": [a.source.start, a.source.stop], "spoken": [a.spoken.start, a.spoken.stop]}
        for a in spoken.alignments
    ]
    return {"text": line, "spoken": spoken.text, "alignments": words}


def _script_as_dict(rundown: Script) -> dict[str, Any]:
    return {
        "title": rundown.title,
        "utterances": [
            {
                "role": utterance.role,
                "voice": utterance.voice,
                "text": utterance.text,
                "pause_before_ms": utterance.pause_before_ms,
                "pause_after_ms": utterance.pause_after_ms,
                "article": utterance.article,
                "source": {"start": utterance.span.start, "stop": utterance.span.stop},
                "written": utterance.span.of(rundown.articles[utterance.article].text),
            }
            for utterance in rundown.utterances
        ],
    }
