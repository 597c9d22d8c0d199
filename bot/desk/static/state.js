// Applying the server's state to the page.
import { morph } from './morph.js';
import { setServerTime } from './clock.js';
import { keepPlace } from './thread.js';

const title = document.title;
let last = null; // counts shown before, to notice that there is more to do

// apply puts the parts in place and reports whether somebody new waits or wrote.
export function apply(state) {
  setServerTime(state.now);
  if (state.standing) document.body.dataset.standing = state.standing;
  const settle = keepPlace();
  for (const [id, html] of Object.entries(state.parts)) {
    const el = document.getElementById(id);
    if (el) morph(el, html);
  }
  settle();
  document.body.classList.add('live');
  return showCounts(state);
}

// showCounts shows how many wait in the title and on the rail.
export function showCounts({ waiting, unread }) {
  const n = waiting + unread;
  document.title = n ? `(${n}) ${title}` : title;
  const badge = document.getElementById('badge');
  badge.textContent = n > 99 ? '99+' : n;
  badge.hidden = n === 0;
  const more = last !== null && (waiting > last.waiting || unread > last.unread);
  last = { waiting, unread };
  return more;
}

let timer;
export function toast(text) {
  const p = document.createElement('p');
  p.textContent = text;
  document.getElementById('toast').replaceChildren(p);
  clearTimeout(timer);
  timer = setTimeout(() => p.remove(), 6000);
}
