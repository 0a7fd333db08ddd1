// The reviewer's page: every answer, to read, search, hear and print.
import { get, guarded } from '/static/api.js';
import { byId, facts, locales, make } from '/static/dom.js';
import * as voice from '/static/voice.js';

const GROUPS = { site: 'Sites', symptom: 'Symptoms', topic: 'Topics', other: 'Not in the article, emergencies, refusals' };
let entries = []; // {article, text, group}

const start = guarded(async () => {
  const about = await get('/api/desk');
  voice.begin(about.voice);
  locales(about, byId('locale'));
  byId('skill-name').textContent = `Simulator · ${about.locales[about.locale]}`;
  await load();
  voice.whenKnown(() => {
    for (const { button } of entries) button.hidden = !voice.speaks();
  });
});

const load = guarded(async () => {
  voice.quiet();
  const review = await get('/api/review', { locale: byId('locale').value });
  const state = byId('clinical-review');
  state.textContent = `Clinical review: ${review.clinical_review}`;
  byId('graded').hidden = !review.entries.some((entry) => 'grade' in entry);
  entries = review.entries.map((entry) => drawn(entry, review.clinical_review));
  byId('entries').replaceChildren(...Object.entries(GROUPS).map(([group, title]) => make('section',
    { 'data-group': group, 'aria-labelledby': `group-${group}` },
    make('h2', { id: `group-${group}`, text: title }),
    ...entries.filter((entry) => entry.group === group).map(({ article }) => article))));
  filter();
});

function drawn(entry, reviewed) {
  const article = byId('entry').content.cloneNode(true).firstElementChild;
  const find = (selector) => article.querySelector(selector);
  find('h3').textContent = entry.title;
  find('.item').hidden = !entry.item;
  find('.item .text').textContent = entry.item;
  find('.spoken').replaceChildren(...spoken(entry.parts));
  find('.facts').replaceChildren(...facts([
    ['Article', entry.source || 'not from the article'],
    ...('grade' in entry ? [['Grade', String(entry.grade)]] : []),
    ['Review', reviewed],
    ['Id', make('code', { text: entry.id })],
  ]));
  const button = find('button');
  button.setAttribute('aria-label', `Play: ${entry.title}`);
  button.hidden = !voice.speaks();
  button.addEventListener('click', guarded(() => voice.speak(entry, byId('locale').value)));
  const text = [entry.id, entry.title, entry.item, entry.source, ...entry.parts.map((part) => part.text)].join(' ').toLowerCase();
  return { article, button, text, group: entry.group };
}

/** Items of a list as one; everything else as paragraphs. */
function spoken(parts) {
  const made = [];
  for (const { role, text } of parts) {
    if (role !== 'item') made.push(make('p', { class: `part ${role}`, text }));
    else if (made.at(-1)?.tagName === 'UL') made.at(-1).append(make('li', { text }));
    else made.push(make('ul', {}, make('li', { text })));
  }
  return made;
}

function filter() {
  const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  const group = byId('group').value;
  let shown = 0;
  for (const entry of entries) {
    entry.article.hidden = Boolean(group && entry.group !== group) || !words.every((word) => entry.text.includes(word));
    shown += entry.article.hidden ? 0 : 1;
  }
  for (const section of byId('entries').children) section.hidden = !section.querySelector('article:not([hidden])');
  byId('count').textContent = `${shown} of ${entries.length} answers`;
}

byId('filter').addEventListener('submit', (event) => event.preventDefault());
byId('search').addEventListener('input', filter);
byId('group').addEventListener('change', filter);
byId('locale').addEventListener('change', load);
byId('print').addEventListener('click', () => print());
start();
