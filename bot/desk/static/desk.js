// The desk's script: wires the parts below to the page. Everything works without it, only not live.
import { connect } from './live.js';
import { startClocks } from './clock.js';
import { startComposer } from './composer.js';
import { startResolve } from './resolve.js';
import { startKeys } from './keys.js';
import { startSound } from './sound.js';
import { startThread } from './thread.js';
import { startCopy } from './copy.js';
import { apply, showCounts } from './state.js';

const body = document.body;
startClocks(Number(body.dataset.now));
startThread();
startCopy();
const chime = startSound();
showCounts({ waiting: Number(body.dataset.waiting), unread: Number(body.dataset.unread) });
startComposer();
startResolve();
startKeys();

document.getElementById('info')?.addEventListener('click', (e) => {
  e.stopPropagation();
  const open = body.classList.toggle('show-context');
  e.currentTarget.setAttribute('aria-expanded', open);
});
document.addEventListener('click', (e) => {
  if (!e.target.closest('#context')) closeContext();
});
document.addEventListener('keydown', (e) => { if (e.key === 'Escape') closeContext(); });
function closeContext() {
  body.classList.remove('show-context');
  document.getElementById('info')?.setAttribute('aria-expanded', 'false');
}

// The queue keeps its place when one goes from case to case.
const queue = document.getElementById('queue');
queue.scrollTop = Number(sessionStorage.getItem('queue-top'));
addEventListener('pagehide', () => sessionStorage.setItem('queue-top', queue.scrollTop));

connect((state) => { if (apply(state)) chime(); });
