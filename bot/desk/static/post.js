// Sending a form and applying the state that comes back.
import { apply } from './state.js';

// post gives null when the action was done, else why not, in the page's language.
export async function post(action, body) {
  const url = new URL(action, location.href);
  const { view } = document.body.dataset; // the answer holds the queue as it is shown
  if (view) url.searchParams.set('view', view);
  try {
    const answer = await fetch(url, {
      method: 'POST', body: new URLSearchParams(body), headers: { Accept: 'application/json' },
    });
    if (answer.status === 401) { location.reload(); return ''; }
    const state = await answer.json();
    apply(state);
    return state.problem ?? null;
  } catch {
    return document.querySelector('.me .down').textContent.replace(/^ · /, '');
  }
}
