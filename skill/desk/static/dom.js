// Elements, made short.

export const byId = (id) => document.getElementById(id);

export function make(tag, { text, ...rest } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

/** Rows of a description list. */
export function facts(rows) {
  return rows.flatMap(([term, value]) => [make('dt', { text: term }), make('dd', {}, value)]);
}

export function locales(about, select) {
  select.replaceChildren(...Object.keys(about.locales).map((name) => make('option', { text: name, value: name })));
  select.value = about.locale;
}
