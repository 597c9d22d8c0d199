// Taking a case and the dialog that ends it.
import { post } from './post.js';
import { toast } from './state.js';

export function startResolve() {
  const dialog = document.getElementById('resolve');
  if (!dialog) return;
  if (dialog.open) { dialog.close(); dialog.showModal(); }
  const form = dialog.querySelector('form');
  const problem = form.querySelector('.problem');
  document.getElementById('actions').addEventListener('click', (e) => {
    if (!e.target.closest('#open-resolve')) return;
    e.preventDefault();
    problem.hidden = true;
    dialog.showModal();
  });
  dialog.querySelector('[data-close]').addEventListener('click', (e) => { e.preventDefault(); dialog.close(); });
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    // Not form.action: that is the form's field of this name.
    const refused = await post(form.getAttribute('action'), new FormData(form));
    form.removeAttribute('aria-busy');
    if (refused === null) return dialog.close();
    problem.textContent = refused;
    problem.hidden = false;
  });
  // The form of "take" is part of the live state: listen where it lives.
  document.getElementById('actions').addEventListener('submit', async (e) => {
    e.preventDefault();
    const refused = await post(e.target.getAttribute('action'), new FormData(e.target));
    if (refused !== null) return toast(refused);
    document.querySelector('#composer textarea').focus();
  });
}
