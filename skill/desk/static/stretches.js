// What is said between two pauses, as the server reads it from SSML: {text, speed (1 is the voice's own), pause_ms (after it)}.
import { make } from '/static/dom.js';

/** The words as they are read, with the pauses shown; each stretch can be marked while it is read. */
export function written(stretches) {
  const text = make('p', { class: 'words' });
  for (const stretch of stretches) {
    text.append(make('span', { class: 'bit', text: stretch.text }));
    if (stretch.pause_ms) text.append(make('span', { class: 'pause', 'aria-hidden': 'true', title: `pause of ${stretch.pause_ms} ms` }));
    text.append(' ');
  }
  const other = stretches.find(({ speed }) => speed !== 1);
  if (other) text.append(make('span', { class: 'badge', text: `at ${Math.round(other.speed * 100)} % of the usual rate` }));
  return text;
}
