// In the audio thread: passes on what the microphone hears.
registerProcessor('microphone', class extends AudioWorkletProcessor {
  process([input]) {
    if (input[0]) this.port.postMessage(input[0].slice());
    return true;
  }
});
