// Speech out: by this machine where it can, else by the browser's own voices.
import { recording } from '/static/api.js';
import { byId } from '/static/dom.js';

let server = false;
let playing; // {stop, stopped, mark}

export function begin(hasVoice) {
  server = hasVoice;
}

export const speaks = () => server || browserVoices().length > 0;

function described() {
  if (server) return 'Spoken and heard by this machine; nothing leaves it. Escape stops reading.';
  const add = '“make simulator VOICE=1” adds a voice and a microphone that need no network.';
  if (speaks()) return `Read by your browser’s own voice; Escape stops it. ${add}`;
  return `Neither this machine nor your browser has a voice. ${add}`;
}

/** Tells the page what there is, and `act` whenever that is known better: some browsers load their voices late. */
export function whenKnown(act) {
  const told = () => {
    byId('voice').textContent = described();
    byId('quiet').hidden = !speaks();
    act();
  };
  told();
  globalThis.speechSynthesis?.addEventListener('voiceschanged', told);
  byId('quiet').addEventListener('click', quiet);
  addEventListener('keydown', (event) => { if (event.key === 'Escape') quiet(); });
}

/** Reads an answer, {ssml, stretches}; `mark(number)` hears which stretch is being read, or undefined at the end. */
export async function speak(answer, locale, mark = () => {}) {
  quiet();
  if (!answer.ssml || !speaks()) return;
  const state = { stop: () => {}, stopped: false, mark };
  playing = state;
  try {
    await (server ? byServer(answer.ssml, state) : byBrowser(answer.stretches, locale, state));
  } finally {
    if (playing === state) {
      playing = undefined;
      mark(undefined);
    }
  }
}

export function quiet() {
  if (!playing) return;
  const { stop, mark } = playing;
  playing.stopped = true;
  playing = undefined;
  stop();
  mark(undefined);
}

async function byServer(ssml, state) {
  const { wav, starts } = await recording(ssml);
  if (state.stopped) return;
  const address = URL.createObjectURL(wav);
  try {
    await played(new Audio(address), starts, state);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function played(audio, starts, state) {
  let now;
  const follow = () => {
    if (state.stopped || audio.ended) return;
    const at = starts.findLastIndex((start) => start <= audio.currentTime);
    if (at !== now) state.mark(now = at);
    requestAnimationFrame(follow);
  };
  return new Promise((done, failed) => {
    state.stop = () => {
      audio.pause();
      audio.removeAttribute('src'); // else it may look for its sound when that is no longer there
      audio.load();
      done();
    };
    audio.addEventListener('playing', follow, { once: true });
    audio.addEventListener('ended', done);
    audio.addEventListener('error', () => failed(new Error('This answer could not be spoken.')));
    audio.play().catch((error) => (error.name === 'AbortError' ? done() : failed(error)));
  });
}

async function byBrowser(stretches, locale, state) {
  for (const [number, stretch] of stretches.entries()) {
    if (state.stopped) return;
    state.mark(number);
    await utter(stretch, locale, state);
    await new Promise((done) => setTimeout(done, stretch.pause_ms));
  }
}

function utter({ text, speed }, locale, state) {
  return new Promise((done) => {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = locale;
    words.rate = speed;
    const voices = browserVoices();
    words.voice = voices.find((voice) => voice.lang.replace('_', '-') === locale) ?? voices[0];
    words.onend = words.onerror = done;
    state.stop = () => { speechSynthesis.cancel(); done(); };
    speechSynthesis.speak(words);
  });
}

/** Voices of this machine alone: others send the words away. */
function browserVoices() {
  return globalThis.speechSynthesis?.getVoices().filter((voice) => voice.localService) ?? [];
}
