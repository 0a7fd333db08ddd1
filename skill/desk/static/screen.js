// The device beside the conversation: its shape, its screen in a frame, and what can be touched on it.
import { byId, make } from '/static/dom.js';

export class Screen {
  #frame = byId('screen');
  #bezel = byId('bezel');
  #viewport = null;
  #directive = null;
  #ready = false;

  constructor(drawable, touched) {
    this.drawable = drawable;
    this.touched = touched;
    byId('no-viewhost').hidden = drawable;
    addEventListener('message', (event) => this.#told(event));
    new ResizeObserver(() => this.#fit()).observe(this.#bezel);
    if (drawable) this.#frame.src = '/screen'; // only now: it announces itself once
  }

  /** The device's `screen` as the request envelope tells it; null for a device without one. */
  become(device, screen) {
    this.#bezel.dataset.device = device;
    byId('no-viewhost').hidden = this.drawable || !screen;
    this.#frame.hidden = !screen || !this.drawable;
    this.#viewport = screen && {
      width: screen.pixelWidth, height: screen.pixelHeight, dpi: screen.dpi, shape: screen.shape, mode: screen.mode,
    };
    this.show(null);
    this.#fit();
  }

  /** Draws a RenderDocument directive; null for the empty screen. */
  show(directive) {
    this.#directive = directive;
    this.#draw();
    const chips = (this.#viewport && directive?.datasources?.screen?.chips) || [];
    byId('touchable').hidden = !chips.length;
    byId('chips').replaceChildren(...chips.map(({ label, query }) => make('button', {
      type: 'button', text: plain(label), class: 'chip', click: () => this.touched(['query', query], plain(label)),
    })));
  }

  #draw() {
    if (!this.#ready || !this.#viewport) return;
    this.#bezel.dataset.shown = 'false';
    this.#frame.contentWindow.postMessage({ directive: this.#directive, viewport: this.#viewport }, location.origin);
  }

  #told({ source, origin, data }) {
    if (source !== this.#frame.contentWindow || origin !== location.origin) return;
    if (data.ready) { this.#ready = true; this.#draw(); }
    if (data.shown) this.#bezel.dataset.shown = 'true';
    if (data.touched) this.touched(data.touched, '');
    if (data.failed) byId('trouble').textContent = `The screen could not be drawn: ${data.failed}`;
  }

  #fit() {
    if (!this.#viewport) return;
    const { width, height } = this.#viewport;
    const style = this.#frame.style;
    style.width = `${width}px`;
    style.height = `${height}px`;
    style.transform = `scale(${this.#bezel.clientWidth / width})`;
  }
}

/** A label as the document has it is markup. */
function plain(markup) {
  return new DOMParser().parseFromString(markup, 'text/html').body.textContent;
}
