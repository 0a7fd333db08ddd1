'use strict';
// Inside the frame: Amazon's viewhost draws what the page passes on, and the page hears what is touched.

// The engine announces itself once, right after its script: whoever waits later waits for ever.
const engine = globalThis.AplRenderer ? AplRenderer.initEngine() : null;
let renderer;
let turn = Promise.resolve();

async function show({ directive, viewport }) {
  await engine;
  if (renderer) renderer.destroy();
  renderer = undefined;
  const view = document.createElement('div'); // the last one still listens for the last document
  view.id = 'view';
  view.className = viewport.shape === 'ROUND' ? 'round' : '';
  document.getElementById('view').replaceWith(view);
  if (!directive) return;
  view.style.width = `${viewport.width}px`;
  view.style.height = `${viewport.height}px`;
  const content = AplRenderer.Content.create(JSON.stringify(directive.document));
  for (const name of content.getParameterNames?.() ?? ['payload']) content.addData(name, JSON.stringify(directive.datasources));
  renderer = AplRenderer.default.create({
    content, view, viewport,
    environment: { agentName: 'simulator', agentVersion: '1', allowOpenUrl: false, disallowVideo: true },
    theme: 'dark', mode: viewport.mode, logLevel: 'warn', notLoadFonts: true, utcTime: Date.now(), localTimeAdjustment: 0,
    onSendEvent: (event) => tell({ touched: event.arguments, source: event.source }),
  });
  await renderer.init();
}

function tell(message) {
  parent.postMessage(message, location.origin);
}

addEventListener('message', (event) => {
  if (event.source !== parent || event.origin !== location.origin || !engine) return;
  turn = turn.then(() => show(event.data)).then(() => tell({ shown: true }), (error) => tell({ failed: String(error) }));
});
if (engine) engine.then(() => tell({ ready: true }));
