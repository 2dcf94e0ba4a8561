"""Settings of a run: defaults, then bulletin.toml, then the command line; all mistakes told at once."""

from __future__ import annotations

import bisect
import contextlib
import dataclasses
import difflib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bulletin.errors import SettingsError

FILE_NAME = "bulletin.toml"
LANGUAGES = ("nl-NL", "nl-BE")
DISCLOSURE = "Deze tekst is voorgelezen door een computerstem."  # spoken, and in every output
LOUDNESS_PRESETS = {"podcast": -16.0, "ebu-r128": -23.0}

Check = Callable[[Any], str]


def _between(low: float, high: float) -> Check:
    def check(value: Any) -> str:
        return "" if low <= value <= high else f"must be between {low:g} and {high:g}, not {value:g}"

    return check


def _one_of(*choices: Any) -> Check:
    def check(value: Any) -> str:
        return "" if value in choices else f"must be one of {', '.join(map(str, choices))}, not {value}"

    return check


def _setting(default: Any, table: str, check: Check | None = None) -> Any:
    """Declare a setting: default, table in bulletin.toml, and a check that says what is wrong (or '')."""
    return field(default=default, metadata={"table": table, "check": check})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Silence around an utterance in milliseconds, table [pauses].

    Started from public-radio bulletins: just under half a second between sentences, a breath around a quote,
    a second before a new subject.
    """

    start_ms: int = 250
    title_ms: int = 900
    heading_before_ms: int = 1000
    heading_after_ms: int = 650
    paragraph_ms: int = 700
    sentence_ms: int = 400
    quote_before_ms: int = 300
    quote_after_ms: int = 450
    attribution_ms: int = 180
    article_ms: int = 1500
    end_ms: int = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Podcast:
    """What a podcast app shows of the feed, table [podcast]; a title or author falls back on [bulletin]'s."""

    title: str = ""
    description: str = ""
    author: str = ""
    owner_name: str = ""
    owner_email: str = ""
    link: str = ""
    image: Path | None = None
    category: str = "News"
    subcategory: str = "Daily News"
    language: str = "nl-NL"
    copyright: str = ""
    explicit: bool = False
    locked: bool = True
    season: int = 0
    limit: int = 0
    guid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a user can choose; bulletin.toml has the same names in the tables given here.

    `lexicon` gives the user's readings: what is said for a word, or its IPA between slashes; `lexicons` are
    files with more of them, TSV or W3C PLS. `disclosure`: whether a closing line says that a computer voice
    has read; None: when there is a podcast. `file` is where the settings were read, None: nowhere.
    """

    title: str = _setting("", "bulletin")
    artist: str = _setting("", "bulletin")
    album: str = _setting("", "bulletin")
    genre: str = _setting("Podcast", "bulletin")
    cover: Path | None = _setting(None, "bulletin")
    language: str = _setting("nl-NL", "bulletin", _one_of(*LANGUAGES))
    keep_captions: bool = _setting(False, "bulletin")
    lexicons: tuple[Path, ...] = _setting((), "bulletin")
    disclosure: bool | None = _setting(None, "bulletin")
    voice: str = _setting("", "voice")
    quote_voice: str = _setting("", "voice")
    folders: tuple[Path, ...] = _setting((), "voice")
    rate: float = _setting(1.0, "voice", _between(0.5, 2.0))
    loudness_lufs: float = _setting(-16.0, "sound", _between(-40.0, -6.0))
    true_peak_dbtp: float = _setting(-1.0, "sound", _between(-12.0, 0.0))
    sample_rate: int = _setting(44_100, "sound", _one_of(22_050, 24_000, 32_000, 44_100, 48_000))
    bitrate_kbps: int = _setting(
        96, "sound", _one_of(32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
    )
    intro: Path | None = _setting(None, "sound")
    outro: Path | None = _setting(None, "sound")
    jobs: int = _setting(0, "run", _between(0, 64))
    cache_megabytes: int = _setting(512, "run", _between(0, 1_000_000))
    caption_words: bool = _setting(False, "publish")
    epub_words: bool = _setting(False, "publish")
    embed_audio: bool = _setting(False, "publish")
    pauses: Pauses = field(default_factory=Pauses)
    podcast: Podcast = field(default_factory=Podcast)
    lexicon: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = field(default=None, compare=False)


def discloses(settings: Settings) -> bool:
    """Tell whether the bulletin closes by saying that a computer voice has read it."""
    return bool(settings.podcast.title) if settings.disclosure is None else settings.disclosure


def read_settings(path: Path | None = None, **overrides: Any) -> Settings:
    """Return the settings of `path` (or ./bulletin.toml where there is one), with `overrides` on top.

    An override of None is as good as none. Raises SettingsError with every mistake, one a line.
    """
    file = path or Path(FILE_NAME)
    if path is None and not file.is_file():
        return _checked({}, overrides, "the command line")
    return _checked(_read_toml(file), {**overrides, "file": file}, str(file))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}") from error


def line_of(file: Path | None, table: str, key: str) -> str:
    """Return 'FILE, line N: ' for a key of a TOML file's table, '' if it is nowhere to be found.

    tomllib tells no lines: it is asked which beginning of the file has the key first.
    """
    try:
        lines = file.read_text("utf-8-sig").split("\n") if file else []
    except (OSError, UnicodeDecodeError):
        return ""

    def beginning(count: int) -> tuple[int, bool]:
        """Return how many of the first `count` lines are whole statements, and whether they give the key."""
        for whole in range(count, 0, -1):
            with contextlib.suppress(tomllib.TOMLDecodeError):
                content = tomllib.loads("\n".join(lines[:whole])).get(table)
                return whole, isinstance(content, dict) and key in content
        return 0, False

    if not beginning(len(lines))[1]:
        return ""
    number = bisect.bisect_left(range(len(lines) + 1), True, key=lambda count: beginning(count)[1])
    return f"{file}, line {beginning(number - 1)[0] + 1}: "


def _checked(document: Mapping[str, Any], overrides: Mapping[str, Any], where: str) -> Settings:
    """Build Settings from a TOML document and overrides, or raise all that is wrong with them."""
    values: dict[str, Any] = {}
    mistakes = list(_take(document, values, overrides.get("file")))
    values.update({name: value for name, value in overrides.items() if value is not None})
    for option in dataclasses.fields(Settings):
        check = option.metadata.get("check")
        if check and option.name in values and (wrong := check(values[option.name])):
            mistakes.append(f"{option.name} {wrong}")
    if mistakes:
        told = (mistake if mistake.startswith(where) else f"{where}: {mistake}" for mistake in mistakes)
        raise SettingsError("\n".join(told))
    return Settings(**values)


def _take(document: Mapping[str, Any], values: dict[str, Any], file: Path | None) -> Iterator[str]:
    """Move the document's settings into `values`; yield what is wrong with it."""
    tables = _tables()
    for table, content in document.items():
        if table not in tables:
            yield f"unknown table [{table}]{_nearest(table, tables)}"
        elif not isinstance(content, dict):
            yield f"[{table}] must be a table, not {content!r}"
        elif table == "lexicon":
            yield from _take_lexicon(content, values, file)
        elif table == "pauses":
            yield from _take_pauses(content, values)
        elif table == "podcast":
            yield from _take_podcast(content, values)
        else:
            yield from _take_table(table, content, tables[table], values)


def _tables() -> dict[str, dict[str, dataclasses.Field[Any]]]:
    """Return the tables of bulletin.toml with the settings that stand in each."""
    tables: dict[str, dict[str, dataclasses.Field[Any]]] = {"pauses": {}, "podcast": {}, "lexicon": {}}
    for option in dataclasses.fields(Settings):
        if "table" in option.metadata:
            tables.setdefault(option.metadata["table"], {})[option.name] = option
    return tables


def _take_table(
    table: str,
    content: Mapping[str, Any],
    options: Mapping[str, dataclasses.Field[Any]],
    values: dict[str, Any],
) -> Iterator[str]:
    for name, value in content.items():
        if table == "sound" and name == "loudness" and value in LOUDNESS_PRESETS:
            values["loudness_lufs"] = LOUDNESS_PRESETS[value]
        elif table == "sound" and name == "loudness":
            yield f"[sound] loudness must be one of {', '.join(LOUDNESS_PRESETS)}, not {value!r}"
        elif name not in options:
            yield f"[{table}] has no setting {name}{_nearest(name, options)}"
        elif (converted := _converted(value, str(options[name].type))) is None:
            yield f"[{table}] {name} must be {_kind(str(options[name].type))}, not {value!r}"
        else:
            values[name] = converted


_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "Path": "a path",
    "tuple[Path, ...]": "a list of paths",
}


def _kind(annotation: str) -> str:
    return _KINDS[annotation.removesuffix(" | None")]


def _converted(value: Any, annotation: str) -> Any:
    """Return a TOML value as the type that a setting is declared with, or None if it is of another."""
    kind = annotation.removesuffix(" | None")
    if kind == "bool" or isinstance(value, bool):
        return value if kind == "bool" and isinstance(value, bool) else None
    if kind == "float" and isinstance(value, int | float):
        return float(value)
    if kind == "int":
        return value if isinstance(value, int) else None
    if kind == "tuple[Path, ...]" and isinstance(value, list):
        return tuple(map(Path, value)) if all(isinstance(path, str) for path in value) else None
    if isinstance(value, str):
        return Path(value) if kind == "Path" else value if kind == "str" else None
    return None


def _take_pauses(content: Mapping[str, Any], values: dict[str, Any]) -> Iterator[str]:
    names = {option.name for option in dataclasses.fields(Pauses)}
    taken: dict[str, int] = {}
    for name, value in content.items():
        if name not in names:
            yield f"[pauses] has no setting {name}{_nearest(name, names)}"
        elif isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 60_000:
            yield f"[pauses] {name} must be milliseconds between 0 and 60000, not {value!r}"
        else:
            taken[name] = value
    values["pauses"] = Pauses(**taken)


def _take_podcast(content: Mapping[str, Any], values: dict[str, Any]) -> Iterator[str]:
    kinds = {option.name: str(option.type) for option in dataclasses.fields(Podcast)}
    taken: dict[str, Any] = {}
    for name, value in content.items():
        if name not in kinds:
            yield f"[podcast] has no setting {name}{_nearest(name, kinds)}"
        elif (converted := _converted(value, kinds[name])) is None:
            yield f"[podcast] {name} must be {_kind(kinds[name])}, not {value!r}"
        else:
            taken[name] = converted
    values["podcast"] = Podcast(**taken)


def _take_lexicon(content: Mapping[str, Any], values: dict[str, Any], file: Path | None) -> Iterator[str]:
    for word, spoken in content.items():
        if not isinstance(spoken, str) or not spoken.strip():
            where = line_of(file, "lexicon", word)
            yield f'{where}[lexicon] "{word}" must be given the text to be spoken, not {spoken!r}'
    values["lexicon"] = {word: spoken for word, spoken in content.items() if isinstance(spoken, str)}


def _nearest(name: str, known: Any) -> str:
    matches = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {matches[0]}?" if matches else f"; it can be: {', '.join(sorted(known))}"
