// SSML -> what is said between two pauses, and how long each pause is.
import { make } from '/static/dom.js';

/** [{text, digits, pause (ms, after it), rate}] */
export function segments(ssml) {
  const root = new DOMParser().parseFromString(ssml, 'application/xml').documentElement;
  const found = [];
  let text = '', said = '', rate = '';
  const close = (pause) => {
    if (text.trim()) found.push({ text: text.trim(), said: said.trim(), pause, rate });
    else if (found.length) found.at(-1).pause += pause;
    text = said = '';
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { text += node.data; said += node.data; return; }
    if (node.nodeName === 'break') return close(milliseconds(node.getAttribute('time')));
    if (node.nodeName === 'prosody') rate = node.getAttribute('rate') ?? '';
    if (node.nodeName === 'say-as') { text += node.textContent; said += [...node.textContent].join(' '); return; }
    if (node.nodeName === 'sub') { text += node.getAttribute('alias'); said += node.getAttribute('alias'); return; }
    node.childNodes.forEach(walk);
  };
  walk(root);
  close(0);
  return found;
}

function milliseconds(time) {
  const number = parseFloat(time);
  return Number.isNaN(number) ? 0 : time.trim().endsWith('ms') ? number : number * 1000;
}

/** The words as they are read, with the pauses shown; each piece can be marked while it is read. */
export function written(ssml) {
  const parts = segments(ssml);
  const text = make('p', { class: 'words' });
  for (const part of parts) {
    text.append(make('span', { class: 'bit', text: part.text }));
    if (part.pause) text.append(make('span', { class: 'pause', 'aria-hidden': 'true', title: `pause of ${part.pause} ms` }));
    text.append(' ');
  }
  if (parts[0]?.rate) text.append(make('span', { class: 'badge', text: `rate: ${parts[0].rate}` }));
  return text;
}
