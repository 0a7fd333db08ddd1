// What stands behind a turn: intent, slots and their resolution, why it was read so, and both envelopes.
import { byId, facts, make } from '/static/dom.js';

export function show(number, turn) {
  byId('shown-turn').textContent = number;
  byId('explain').textContent = turn.explain.join('\n') || 'Nothing was said in this turn.';
  byId('request').textContent = JSON.stringify(turn.request, null, 2);
  byId('response').textContent = JSON.stringify(turn.response, null, 2);
  const slots = Object.values(turn.request.request.intent?.slots ?? {}).filter((slot) => slot.value);
  const rows = facts([
    ['Intent', make('code', { text: turn.intent })],
    ['Card', turn.card ? turn.card.title ?? turn.card.type : 'none'],
    ['Reprompt', turn.reprompt ?? 'none'],
    ['Took', `${turn.ms.toFixed(1)} ms`],
  ]);
  byId('intent').replaceChildren(make('dl', { class: 'facts' }, ...rows), slots.length ? table(slots) : make('p', { class: 'hint', text: 'No slot was filled.' }));
}

export function clear() {
  byId('shown-turn').textContent = '–';
  for (const id of ['explain', 'request', 'response', 'intent']) byId(id).replaceChildren();
}

function table(slots) {
  const head = make('tr', {}, ...['Slot', 'Heard', 'Resolved to'].map((text) => make('th', { text, scope: 'col' })));
  const rows = slots.map((slot) => make('tr', {},
    make('th', { text: slot.name, scope: 'row' }), make('td', { text: slot.value }), make('td', { text: resolved(slot) })));
  return make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Slots' }, make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)));
}

function resolved(slot) {
  const authorities = slot.resolutions?.resolutionsPerAuthority;
  if (!authorities) return 'free words, never resolved';
  const values = authorities.flatMap((authority) => authority.values ?? []).map(({ value }) => `${value.name} (${value.id})`);
  return values.join(', ') || 'no match';
}

/** The session's attributes, nested ones flat, as rows to read. */
export function attributes(value) {
  return Object.entries(value ?? {}).flatMap(([name, held]) => {
    if (plainObject(held) && !('kind' in held)) return attributes(held);
    return [[name, told(held)]];
  });
}

function told(held) {
  if (Array.isArray(held)) return held.map(told).join(', ');
  if (plainObject(held)) return held.title ?? Object.values(held).map(told).join(': ');
  return held === true ? 'yes' : held === false ? 'no' : String(held) || '–';
}

function plainObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
