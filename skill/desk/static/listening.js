// Speech in, heard by this machine. A browser's own recognition of speech is never used: it would send what is said to
// somebody else's computer.
import { post } from '/static/api.js';

/** Begins to record; returns a function that ends it and gives the words that are heard in it. */
export async function listen(locale) {
  const stream = await microphone();
  const context = new AudioContext();
  await context.audioWorklet.addModule('/static/microphone.js');
  const node = new AudioWorkletNode(context, 'microphone');
  const pieces = [];
  node.port.onmessage = (event) => pieces.push(event.data);
  context.createMediaStreamSource(stream).connect(node);
  return async () => {
    stream.getTracks().forEach((track) => track.stop());
    await context.close();
    return (await post(`/api/hear?${new URLSearchParams({ locale })}`, wav(pieces, context.sampleRate))).text;
  };
}

async function microphone() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
  } catch (error) {
    const why = { NotAllowedError: 'The browser was not allowed to use the microphone.', NotFoundError: 'There is no microphone.' }[error.name];
    throw new Error(`${why ?? `The microphone cannot be used (${error.message}).`} You can type your question.`);
  }
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
