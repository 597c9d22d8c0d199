// Writing a reply: Enter sends, drafts survive, a message that could not be sent comes back.
import { post } from './post.js';
import { toast } from './state.js';
import { toEnd } from './thread.js';

export function startComposer() {
  const form = document.getElementById('composer');
  if (!form) return;
  const text = form.elements.text;
  const draft = `draft:${document.body.dataset.case}`;
  text.value = text.value || localStorage.getItem(draft) || '';
  text.addEventListener('input', () => keep(draft, text.value));
  text.addEventListener('keydown', (e) => {
    // While an input method composes, Enter chooses a word (229: Safari says so after the fact).
    if (e.isComposing || e.keyCode === 229 || e.key !== 'Enter' || e.shiftKey) return;
    e.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    if (text.value.trim() && form.getAttribute('aria-busy') !== 'true') send(form, text, draft);
  });
}

async function send(form, text, draft) {
  const body = new FormData(form);
  const written = text.value;
  const bubble = pending(written.trim(), form.dataset.sending);
  text.value = '';
  form.setAttribute('aria-busy', 'true');
  const problem = await post(form.getAttribute('action'), body);
  form.removeAttribute('aria-busy');
  bubble.remove();
  if (problem === null) {
    keep(draft, text.value);
    form.elements.id.value = newID();
    toEnd();
    return;
  }
  // The id stays: if the reply went through after all, sending it again changes nothing.
  text.value = text.value ? `${written}\n${text.value}` : written;
  keep(draft, text.value);
  toast(problem);
}

// pending shows a reply that is on its way.
function pending(text, label) {
  const li = document.createElement('li');
  li.className = 'agent pending';
  const bub = document.createElement('div');
  bub.className = 'bub';
  bub.textContent = text;
  const meta = document.createElement('div');
  meta.className = 'meta';
  meta.textContent = label;
  li.append(bub, meta);
  document.getElementById('thread').append(li);
  toEnd();
  return li;
}

function keep(key, value) {
  if (value) localStorage.setItem(key, value); else localStorage.removeItem(key);
}

// newID works without a secure context, unlike crypto.randomUUID.
function newID() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}
