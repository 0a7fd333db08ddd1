// Speech out and in: by this machine where it can, else out by the browser's own voices. A browser's recognition of speech
// is never used: it would send what is said to somebody else's computer.
import { post } from '/static/api.js';
import { segments } from '/static/ssml.js';

const RATES = { slow: 0.8, 'x-slow': 0.6 };
let server = false;
let playing; // {stop}

export function begin(hasVoice) {
  server = hasVoice;
}

export const listens = () => server && Boolean(navigator.mediaDevices);
export const speaks = () => server || browserVoices().length > 0;

export function described() {
  if (server) return 'Spoken and heard by this machine; nothing leaves it.';
  const add = '“make simulator VOICE=1” adds a voice and a microphone that need no network.';
  if (speaks()) return `Read by your browser’s own voice. ${add}`;
  return `Neither this machine nor your browser has a voice. ${add}`;
}

/** Tells `act` when the browser's voices have arrived; some load them late. */
export function whenKnown(act) {
  act();
  globalThis.speechSynthesis?.addEventListener('voiceschanged', act);
}

/** Reads `ssml`; `mark(number)` hears which piece is being read, or undefined at the end. */
export async function speak(ssml, locale, mark = () => {}) {
  quiet();
  if (!ssml || !speaks()) return;
  const state = { stop: () => {}, stopped: false };
  playing = state;
  await (server ? byServer(ssml, state) : byBrowser(ssml, locale, state, mark));
  mark(undefined);
  if (playing === state) playing = undefined;
}

export function quiet() {
  if (!playing) return;
  playing.stopped = true;
  playing.stop();
  playing = undefined;
}

function byServer(ssml, state) {
  return new Promise((done, failed) => {
    const audio = new Audio(`/api/speak?${new URLSearchParams({ ssml })}`);
    state.stop = () => { audio.pause(); done(); };
    audio.addEventListener('ended', done);
    audio.addEventListener('error', () => failed(new Error('This answer could not be spoken.')));
    audio.play().catch((error) => (error.name === 'AbortError' ? done() : failed(error)));
  });
}

async function byBrowser(ssml, locale, state, mark) {
  for (const [number, part] of segments(ssml).entries()) {
    if (state.stopped) return;
    mark(number);
    await utter(part, locale, state);
    await new Promise((done) => setTimeout(done, part.pause));
  }
}

function utter(part, locale, state) {
  return new Promise((done) => {
    const words = new SpeechSynthesisUtterance(part.said);
    words.lang = locale;
    words.rate = RATES[part.rate] ?? 1;
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

/** Begins to listen; returns a function that ends it and gives the words. */
export async function listen() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
  const context = new AudioContext({ sampleRate: 16000 });
  await context.audioWorklet.addModule('/static/microphone.js');
  const node = new AudioWorkletNode(context, 'microphone');
  const pieces = [];
  node.port.onmessage = (event) => pieces.push(event.data);
  context.createMediaStreamSource(stream).connect(node);
  return async () => {
    stream.getTracks().forEach((track) => track.stop());
    await context.close();
    return (await post('/api/hear', wav(pieces, 16000))).text;
  };
}

function wav(pieces, rate) {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const view = new DataView(new ArrayBuffer(44 + length * 2));
  const text = (at, letters) => [...letters].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  text(0, 'RIFF'); view.setUint32(4, 36 + length * 2, true); text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
  view.setUint32(24, rate, true); view.setUint32(28, rate * 2, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
  text(36, 'data'); view.setUint32(40, length * 2, true);
  let at = 44;
  for (const piece of pieces) for (const value of piece) {
    view.setInt16(at, Math.max(-1, Math.min(1, value)) * 32767, true);
    at += 2;
  }
  return new Blob([view], { type: 'audio/wav' });
}
