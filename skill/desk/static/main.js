// The conversation's page.
import { get, guarded, post } from '/static/api.js';
import * as behind from '/static/behind.js';
import { byId, facts, locales, make } from '/static/dom.js';
import { listen } from '/static/listening.js';
import { Screen } from '/static/screen.js';
import { written } from '/static/stretches.js';
import * as voice from '/static/voice.js';

const RENDER = 'Alexa.Presentation.APL.RenderDocument';
const input = byId('question');
const asked = []; // the questions so far; the arrow keys go back to them
const LONGEST = 15_000; // milliseconds of one question
let about, screen, conversation, stop, open = false, count = 0, back = 0;
let before = Promise.resolve();

/** One after the other, however fast somebody is. */
const inOrder = (act) => (...given) => (before = before.then(() => guarded(act)(...given)));

const start = guarded(async () => {
  about = await get('/api/desk');
  voice.begin(about.voice);
  locales(about, byId('locale'));
  screen = new Screen(about.viewhost, (given, label) => turn({ do: 'touch', arguments: given }, label ? `touched “${label}”` : 'touched the screen'));
  byId('microphone').hidden = !about.voice || !navigator.mediaDevices;
  voice.whenKnown(tellVoice);
  await begin();
});

const begin = inOrder(async () => {
  const made = await post('/api/conversations', { locale: byId('locale').value, device: byId('device').value });
  conversation = made.conversation;
  byId('skill-name').textContent = `Simulator · ${about.locales[made.locale]}`;
  screen.become(made.device, about.screens[made.device]);
  voice.quiet();
  byId('turns').replaceChildren();
  count = 0;
  behind.clear();
  told({ open: false, response: {} });
});

const turn = inOrder(async (what, doing = '') => {
  voice.quiet();
  const heard = await post('/api/turns', { conversation, one_shot: byId('one-shot').checked && what.do === 'say', ...what });
  count += 1;
  byId('turns').append(item(count, heard, doing));
  byId('log').scrollTop = byId('log').scrollHeight;
  select(count, heard);
  told(heard);
  const directive = heard.response.response?.directives?.find(({ type }) => type === RENDER);
  if (directive) screen.show(directive);
  else if (what.do === 'end') screen.show(null);
  if (byId('aloud').checked) readAloud(count, heard);
});

function item(number, heard, doing) {
  const did = heard.said ? make('p', { class: 'said' }, make('span', { class: 'who', text: 'You' }), heard.said)
    : make('p', { class: 'did' }, make('span', { class: 'who', text: 'You' }), doing);
  const words = heard.ssml ? written(heard.stretches) : make('p', { class: 'words silent', text: 'says nothing' });
  const answer = make('div', { class: 'heard' }, make('span', { class: 'who', text: 'Alexa' }), words);
  const buttons = make('div', { class: 'small' },
    make('button', { type: 'button', class: 'quiet', text: 'Behind it', 'aria-label': `Behind it: turn ${number}`, click: () => { select(number, heard); byId('below-title').scrollIntoView({ block: 'nearest' }); } }));
  if (heard.ssml) buttons.prepend(make('button', { type: 'button', class: 'quiet play', text: 'Hear it', 'aria-label': `Hear it: turn ${number}`, hidden: !voice.speaks(), click: () => readAloud(number, heard) }));
  return make('li', { 'data-turn': number }, did, answer, buttons);
}

const readAloud = guarded((number, heard) => {
  const bits = [...document.querySelectorAll(`[data-turn="${number}"] .bit`)];
  return voice.speak(heard, byId('locale').value, (now) => bits.forEach((bit, place) => bit.classList.toggle('now', place === now)));
});

function select(number, heard) {
  behind.show(number, heard);
  for (const row of byId('turns').children) row.toggleAttribute('data-shown', Number(row.dataset.turn) === number);
}

/** What Alexa knows of the session now. */
function told(heard) {
  open = heard.open;
  byId('nothing').hidden = count > 0;
  byId('session').textContent = open ? 'open' : 'closed';
  byId('session').dataset.open = open;
  byId('end').disabled = !open;
  const rows = open ? behind.attributes(heard.response.sessionAttributes) : [];
  byId('state').replaceChildren(...facts(rows.length ? rows : [['remembers', 'nothing']]));
  hint();
}

function hint() {
  const alone = byId('one-shot').checked;
  byId('session-hint').textContent = alone ? 'Each question begins a session of its own, as “Alexa, ask …” does.'
    : open ? 'The session is open: Alexa is listening.'
      : 'No session is open: your next question is asked in one shot. Or open the skill first.';
}

function tellVoice() {
  byId('aloud').disabled = !voice.speaks();
  for (const button of document.querySelectorAll('.play')) button.hidden = !voice.speaks();
  live();
}

/** What is read aloud is not read by the screen reader as well. */
function live() {
  byId('log').setAttribute('aria-live', byId('aloud').checked && voice.speaks() ? 'off' : 'polite');
}

const microphone = guarded(async () => {
  if (stop) return stop();
  const button = byId('microphone');
  button.disabled = true; // until the browser has asked whether it may
  try {
    voice.quiet();
    const end = await listen(byId('locale').value);
    const timer = setTimeout(() => stop?.(), LONGEST);
    stop = guarded(async () => {
      clearTimeout(timer);
      stop = undefined;
      listening(false);
      await hear(end);
    });
    listening(true);
  } finally {
    button.disabled = false;
  }
  return undefined;
});

function listening(now) {
  byId('microphone').textContent = now ? 'Stop' : 'Speak';
  byId('microphone').dataset.listening = now;
}

async function hear(end) {
  byId('hearing').textContent = 'Working out what was said …';
  try {
    const text = await end();
    if (text) await say(text);
    else byId('trouble').textContent = 'Nothing was heard.';
  } finally {
    byId('hearing').textContent = '';
  }
}

async function say(text) {
  asked.push(text);
  back = asked.length;
  await turn({ do: 'say', text });
}

byId('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return;
  input.value = '';
  say(text);
});
input.addEventListener('keydown', (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !asked.length) return;
  event.preventDefault();
  back = Math.max(0, Math.min(asked.length, back + step));
  input.value = asked[back] ?? '';
});
byId('launch').addEventListener('click', () => turn({ do: 'launch' }, 'opened the skill'));
byId('end').addEventListener('click', () => { byId('question').focus(); return turn({ do: 'end' }, 'ended the session'); });
byId('clear').addEventListener('click', () => { input.focus(); return begin(); });
byId('device').addEventListener('change', begin);
byId('locale').addEventListener('change', begin);
byId('one-shot').addEventListener('change', hint);
byId('aloud').addEventListener('change', () => { if (!byId('aloud').checked) voice.quiet(); live(); });
byId('microphone').addEventListener('click', microphone);
start();
