// A button with data-copy puts its text on the clipboard. Where the browser allows that on https only, it
// stays hidden: the text can be selected.
import { toast } from './state.js';

export function startCopy() {
  if (!navigator.clipboard) return;
  document.body.classList.add('can-copy');
  document.addEventListener('click', async (e) => {
    const button = e.target.closest('[data-copy]');
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      toast(button.dataset.copied);
    } catch { /* refused by the person: nothing was copied, nothing is said */ }
  });
}
