// The chat stays at its end if one is there; else a button says that there is more below.

const NEAR = 60; // px from the end that count as being there
const thread = document.getElementById('thread');
const newer = document.getElementById('newer');

const atEnd = () => thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR;
export function toEnd() { if (thread) thread.scrollTop = thread.scrollHeight; }

export function startThread() {
  if (!thread) return;
  toEnd();
  document.fonts?.ready.then(toEnd);
  thread.addEventListener('scroll', () => { if (atEnd()) newer.hidden = true; });
  newer.addEventListener('click', toEnd);
  // A keyboard on a phone, or a growing composer, makes the chat lower: its end stays in view.
  let wasAtEnd = true;
  thread.addEventListener('scroll', () => { wasAtEnd = atEnd(); });
  new ResizeObserver(() => { if (wasAtEnd) toEnd(); }).observe(thread);
}

// keepPlace is called before a change and gives what is to be done after it.
export function keepPlace() {
  if (!thread) return () => {};
  const stick = atEnd();
  const before = thread.lastElementChild?.id;
  return () => {
    if (stick) return toEnd();
    if (thread.lastElementChild?.id !== before) newer.hidden = false;
  };
}
