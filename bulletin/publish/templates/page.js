'use strict';
(() => {
  const find = (id) => document.getElementById(id);
  const audio = find('audio'), root = document.documentElement;
  const { key, title, artist, album, sentences, paragraphs, chapters } = JSON.parse(find('times').textContent);
  const starts = sentences.map((sentence) => sentence[0]);
  const spans = sentences.map((_, number) => find('s' + number));
  const words = spans.map((span) => [...span.querySelectorAll('.w')]);
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const SPEEDS = [...find('speed').options].map((option) => Number(option.value));
  const NEAR_START = 1.5; // 'back' in the first moments of a sentence goes to the one before it, in seconds
  let shown = -1, word = null, chapter = -1, frame = 0, saved = 0;

  const kept = {
    get(name) { try { return localStorage.getItem('bulletin.' + name); } catch { return null; } },
    set(name, value) { try { localStorage.setItem('bulletin.' + name, value); } catch { /* private window */ } },
  };
  const last = (list, time) => { // the last number in an ascending list that is not after time, or -1
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= time) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  const clock = (time) => {
    const whole = Math.floor(time), minutes = Math.floor(whole / 60), rest = String(whole % 60).padStart(2, '0');
    return minutes < 60 ? `${minutes}:${rest}`
      : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
  };
  const inWords = (time) => {
    const whole = Math.floor(time), minutes = Math.floor(whole / 60), seconds = whole % 60;
    const parts = [];
    if (minutes) parts.push(minutes === 1 ? '1 minuut' : `${minutes} minuten`);
    parts.push(seconds === 1 ? '1 seconde' : `${seconds} seconden`);
    return parts.join(' en ');
  };
  const say = (text) => { find('status').textContent = text; };
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : Number(find('position').max));

  function mark(time) {
    const found = last(starts, time + 0.02), inside = found >= 0 && time < sentences[found][1] + 0.3;
    const number = inside ? found : -1;
    if (number !== shown) {
      if (shown >= 0) spans[shown].classList.remove('now');
      if (number >= 0) { spans[number].classList.add('now'); scroll(spans[number]); }
      shown = number;
    }
    let current = null;
    if (number >= 0) {
      const times = sentences[number][2], at = last(times, time + 0.02);
      if (at >= 0 && time <= sentences[number][3][at] + 0.15) current = words[number][at];
    }
    if (current !== word) {
      word?.classList.remove('now');
      current?.classList.add('now');
      word = current;
    }
    const place = last(chapters.map((entry) => entry[0]), time + 0.02);
    if (place !== chapter) {
      if (chapter >= 0 && place >= 0 && !audio.paused) say(chapters[place][1]);
      chapter = place;
    }
  }
  function scroll(span) {
    if (!find('follow').checked || audio.paused) return;
    const box = span.getBoundingClientRect(), bar = find('player').getBoundingClientRect();
    const bottom = bar.top > innerHeight / 3 ? bar.top : innerHeight;
    if (box.top >= 0 && box.bottom <= bottom) return;
    const behavior = calm.matches ? 'auto' : 'smooth';
    scrollBy({ top: box.top - bottom / 3, behavior });
  }
  function show() {
    const time = audio.currentTime, position = find('position');
    mark(time);
    position.value = time;
    position.setAttribute('aria-valuetext', `${inWords(time)} van ${inWords(length())}`);
    find('now').textContent = clock(time);
    if (Math.abs(time - saved) > 2) { saved = time; kept.set('at.' + key, time.toFixed(1)); }
  }
  function run() {
    show();
    frame = audio.paused ? 0 : requestAnimationFrame(run);
  }
  function seek(time) {
    audio.currentTime = Math.min(Math.max(0, time), Math.max(0, length() - 0.05));
    show();
  }
  function toggle() {
    if (audio.paused) audio.play().catch(() => say('Het geluid kan niet worden afgespeeld.')); else audio.pause();
  }
  function step(list, by) {
    const time = audio.currentTime, at = last(list, time + 0.02);
    const back = at >= 0 && time - list[at] < NEAR_START ? at - 1 : at;
    seek(list[Math.min(Math.max(by < 0 ? back : at + 1, 0), list.length - 1)] ?? 0);
  }
  function pace(speed) {
    audio.playbackRate = audio.defaultPlaybackRate = speed;
    find('speed').value = String(speed);
    kept.set('speed', speed);
  }
  function faster(by) {
    const at = SPEEDS.indexOf(Number(find('speed').value)) + by;
    if (at >= 0 && at < SPEEDS.length) { pace(SPEEDS[at]); say(`Snelheid ${String(SPEEDS[at]).replace('.', ',')}`); }
  }
  function grow(by) {
    const now = Number(kept.get('size')) || 1.1875;
    const size = by ? Math.min(3, Math.max(0.9, now + by)) : now;
    root.style.setProperty('--size', size + 'rem');
    if (by) { kept.set('size', size); say(`Tekstgrootte ${Math.round(size / 1.1875 * 100)} procent`); }
  }

  audio.controls = false;
  audio.preservesPitch = audio.mozPreservesPitch = audio.webkitPreservesPitch = true;
  find('bar').hidden = find('options').hidden = false;
  const play = find('play'), PLAY = play.innerHTML;
  const PAUSE = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 5h4v14H6zM14 5h4v14h-4z"/></svg>';
  const state = () => {
    play.innerHTML = audio.paused ? PLAY : PAUSE;
    play.setAttribute('aria-label', audio.paused ? 'Afspelen' : 'Pauzeren');
    if (!audio.paused && !frame) frame = requestAnimationFrame(run);
  };
  ['play', 'pause', 'ended'].forEach((name) => audio.addEventListener(name, state));
  ['timeupdate', 'seeked'].forEach((name) => audio.addEventListener(name, () => { if (!frame) show(); }));
  audio.addEventListener('durationchange', () => {
    find('position').max = length();
    find('length').textContent = clock(length());
  });
  audio.addEventListener('ended', () => { kept.set('at.' + key, 0); saved = 0; say('Einde'); });
  audio.addEventListener('error', () => say('Het geluid is niet gevonden.'));
  play.addEventListener('click', toggle);
  const actions = {
    back: () => step(starts, -1), next: () => step(starts, 1),
    'paragraph-back': () => step(paragraphs, -1), 'paragraph-next': () => step(paragraphs, 1),
    smaller: () => grow(-0.125), larger: () => grow(0.125),
  };
  for (const [id, act] of Object.entries(actions)) find(id).addEventListener('click', act);
  find('position').addEventListener('input', (event) => seek(Number(event.target.value)));
  find('speed').addEventListener('change', (event) => pace(Number(event.target.value)));
  find('volume').addEventListener('input', (event) => { audio.volume = Number(event.target.value); });
  const choose = { theme: (value) => { if (value) root.dataset.theme = value; else delete root.dataset.theme; },
    mark: (value) => { root.dataset.mark = value; } };
  for (const [id, act] of Object.entries(choose)) {
    const select = find(id), before = kept.get(id);
    if ([...select.options].some((option) => option.value === before)) select.value = before;
    act(select.value);
    select.addEventListener('change', () => { act(select.value); kept.set(id, select.value); });
  }
  for (const id of ['follow', 'keys']) {
    if (kept.get(id) === 'false') find(id).checked = false;
    find(id).addEventListener('change', (event) => kept.set(id, event.target.checked));
  }
  find('tekst').addEventListener('click', (event) => {
    const span = event.target.closest('.s');
    if (!span || event.target.closest('a') || String(getSelection())) return;
    seek(starts[Number(span.id.slice(1))]);
    if (audio.paused) toggle();
  });
  document.querySelectorAll('[data-at]').forEach((link) => link.addEventListener('click', () => {
    seek(Number(link.dataset.at));
    if (audio.paused) toggle();
  }));
  const KEYS = { ' ': toggle, k: toggle, K: toggle, ArrowLeft: actions.back, ArrowRight: actions.next,
    '-': () => faster(-1), '+': () => faster(1), '=': () => faster(1), 0: () => { pace(1); say('Snelheid 1'); } };
  const SHIFTED = { ArrowLeft: actions['paragraph-back'], ArrowRight: actions['paragraph-next'] };
  addEventListener('keydown', (event) => {
    if (!find('keys').checked || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const target = event.target;
    if (target.closest('input, select, textarea')) return;
    if (event.key === ' ' && target.closest('button, summary, a')) return;
    const act = (event.shiftKey && SHIFTED[event.key]) || KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  addEventListener('pagehide', () => kept.set('at.' + key, audio.currentTime.toFixed(1)));
  if ('mediaSession' in navigator) {
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album });
    const handlers = { play: toggle, pause: toggle, previoustrack: actions.back, nexttrack: actions.next,
      seekbackward: () => seek(audio.currentTime - 10), seekforward: () => seek(audio.currentTime + 10),
      seekto: (details) => seek(details.seekTime) };
    for (const [name, act] of Object.entries(handlers)) {
      try { navigator.mediaSession.setActionHandler(name, act); } catch { /* not known to this browser */ }
    }
  }
  pace(SPEEDS.includes(Number(kept.get('speed'))) ? Number(kept.get('speed')) : 1);
  grow(0);
  const at = Number(kept.get('at.' + key));
  if (at > 1 && at < length() - 1) { saved = at; seek(at); say(`Verder vanaf ${inWords(at)}`); }
  state();
})();
