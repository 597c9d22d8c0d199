// morph makes el's children those of html. Children with the same id and the same source stay as
// they are, so that focus, selection and running clocks survive; the others are replaced.

const sources = new WeakMap(); // element → the HTML it was made from

export function morph(el, html) {
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  const focused = focusPath(el);
  const old = new Map();
  for (const child of el.children) {
    if (!sources.has(child)) sources.set(child, normal(child));
    if (child.id) old.set(child.id, child);
  }
  const next = [];
  for (const child of [...fresh.content.children]) {
    const source = normal(child);
    const same = old.get(child.id);
    if (child.id && same && sources.get(same) === source) {
      next.push(same);
      continue;
    }
    sources.set(child, source);
    if (!same) child.classList.add('fresh'); // lets what is new appear gently
    next.push(child);
  }
  place(el, next);
  if (focused && !el.contains(document.activeElement)) restore(el, focused);
}

// place moves as little as possible: moving an element takes its focus away.
function place(el, next) {
  const wanted = new Set(next);
  for (const child of [...el.childNodes]) if (!wanted.has(child)) child.remove();
  next.forEach((child, i) => {
    if (el.children[i] !== child) el.insertBefore(child, el.children[i] ?? null);
  });
}

// normal leaves out what changes by itself: the clocks.
function normal(el) {
  const copy = el.cloneNode(true);
  for (const clock of copy.querySelectorAll('wait-time')) {
    clock.textContent = '';
    clock.removeAttribute('class');
  }
  return copy.outerHTML;
}

function focusPath(el) {
  const active = document.activeElement;
  if (!active || active === el || !el.contains(active)) return null;
  const child = [...el.children].find((c) => c.contains(active));
  return { id: child?.id, tag: active.tagName };
}

function restore(el, { id, tag }) {
  const child = id && document.getElementById(id);
  const target = child && el.contains(child) && (child.tagName === tag ? child : child.querySelector(tag));
  target?.focus({ preventScroll: true });
}
