// The stream of the server's state. The browser reconnects by itself while the server answers with
// a stream; anything else (signed out, restarting) ends it, and is looked at here.

const RETRY = 3000; // ms

export function connect(onState) {
  const url = new URL('/desk/events', location.href);
  const { case: id, view } = document.body.dataset;
  if (id) url.searchParams.set('case', id);
  if (view) url.searchParams.set('view', view);
  const source = new EventSource(url);
  source.addEventListener('state', (e) => {
    document.body.classList.remove('lost');
    onState(JSON.parse(e.data));
  });
  source.addEventListener('error', () => {
    document.body.classList.add('lost');
    if (source.readyState === EventSource.CLOSED) setTimeout(() => again(onState), RETRY);
  });
  addEventListener('pagehide', () => source.close());
  // A page that comes back from the browser's memory has a closed stream and old content.
  addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); });
}

// again reloads a page whose session has ended, which leads to the sign-in; else it reconnects.
async function again(onState) {
  try {
    const answer = await fetch('/desk', { headers: { Accept: 'application/json' } });
    if (answer.status === 401) return location.reload();
  } catch { /* the server is away: connecting again waits for it */ }
  connect(onState);
}
