// What the page asks of the server on this machine.

export async function get(path, query = {}) {
  return answer(await fetch(`${path}?${new URLSearchParams(query)}`));
}

export async function post(path, body) {
  const binary = body instanceof Blob;
  const type = binary ? 'audio/wav' : 'application/json';
  return answer(await fetch(path, { method: 'POST', headers: { 'Content-Type': type }, body: binary ? body : JSON.stringify(body) }));
}

/** `ssml` spoken: {wav, starts (seconds, one for each stretch)}. */
export async function recording(ssml) {
  const response = await fetch('/api/speak', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ssml }) });
  if (!response.ok) return answer(response);
  return { wav: await response.blob(), starts: response.headers.get('Stretch-Starts').split(' ').map(Number) };
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

/** Whatever goes wrong while `act` runs is told where everybody finds it. */
export function guarded(act) {
  const trouble = document.getElementById('trouble');
  return async (...given) => {
    trouble.textContent = '';
    try {
      return await act(...given);
    } catch (error) {
      trouble.textContent = error instanceof TypeError ? `The simulator does not answer (${error.message}). Is it still running?` : error.message;
      return undefined;
    }
  };
}
