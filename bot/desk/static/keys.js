// Keyboard shortcuts: single letters, outside inputs only.

export function startKeys() {
  const help = document.getElementById('keys');
  document.addEventListener('keydown', (e) => {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target.closest('input, textarea, select')) {
      if (e.key === 'Escape' && !e.target.closest('dialog')) e.target.blur();
      return;
    }
    if (document.querySelector('dialog[open]')) return;
    if (e.key === '?') return help.showModal();
    const act = actions[e.key.toLowerCase()];
    if (!act) return;
    e.preventDefault();
    act();
  });
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  r: () => document.querySelector('#composer textarea')?.focus(),
  t: () => document.querySelector('[data-key="t"]')?.click(),
  e: () => document.querySelector('[data-key="e"]')?.click(),
};

// move opens the next or previous case of the queue, or its first.
function move(step) {
  const rows = [...document.querySelectorAll('#queue a')];
  const here = rows.findIndex((a) => a.getAttribute('aria-current') === 'true');
  const next = here < 0 ? 0 : here + step;
  rows[next]?.click();
}
