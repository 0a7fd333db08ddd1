'use strict';
// What the tests call: `show` renders one document as a device would, `scene` tells what can be read on it.

let renderer;
const events = [];

async function show(directive, viewport) {
  await engine;
  if (renderer) renderer.destroy();
  events.length = 0;
  const view = document.createElement('div');  // the last one still listens for the last document
  view.id = 'view';
  document.getElementById('view').replaceWith(view);
  view.style.width = `${viewport.width}px`;
  view.style.height = `${viewport.height}px`;
  view.style.clipPath = viewport.shape === 'ROUND' ? 'circle(50%)' : '';
  const content = AplRenderer.Content.create(JSON.stringify(directive.document));
  content.addData('payload', JSON.stringify(directive.datasources));
  renderer = AplRenderer.default.create({
    content, view, viewport,
    environment: { agentName: 'tests', agentVersion: '1', allowOpenUrl: false, disallowVideo: true },
    theme: 'dark',
    mode: viewport.mode,
    logLevel: 'info',
    notLoadFonts: true,
    utcTime: 0,
    localTimeAdjustment: 0,
    onSendEvent: (event) => events.push(event),
  });
  await renderer.init();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

function scene() {
  return [...leaves(document.getElementById('view'))].map((element) => {
    const style = getComputedStyle(element);
    const range = document.createRange();
    range.setStart(element.firstChild, 0);
    range.setEnd(element.firstChild, element.firstChild.data.trimEnd().length);
    const lines = [...range.getClientRects()].map(letters);
    return {
      text: element.textContent, color: style.color, ground: ground(element),
      size: parseFloat(style.fontSize) * scale(element), weight: style.fontWeight, font: style.fontFamily,
      lines, clipped: !lines.every((line) => inside(line, element)),
    };
  });
}

/** The boxes of all that is drawn. */
function drawings() {
  return [...document.querySelectorAll('#view svg')].map((drawing) => drawing.getBoundingClientRect().toJSON());
}

function* leaves(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim()) yield walker.currentNode.parentElement;
}

/** The colour behind an element: of the nearest ancestor that has one. */
function ground(element) {
  for (let at = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (color !== 'rgba(0, 0, 0, 0)') return color;
  }
  return '';
}

/** The box of a line without the space that its font keeps above and below the letters. */
function letters({ left, top, right, bottom }) {
  const spare = (bottom - top) / 8;
  return { left, top: top + spare, right, bottom: bottom - spare };
}

/** Whether a line of text lies within all that cuts off what is outside of it. */
function inside(line, element) {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflow === 'visible') continue;
    const box = at.getBoundingClientRect();
    if (line.left < box.left - 1 || line.right > box.right + 1) return false;
    if (line.top < box.top - 1 || line.bottom > box.bottom + 1) return false;
  }
  return true;
}

function scale(element) {
  return element.offsetWidth ? element.getBoundingClientRect().width / element.offsetWidth : 1;
}
