// Waiting times, by the server's clock: an agent's own may be wrong.

let skew = 0; // ms the server is ahead
const within = () => Number(document.body.dataset.within);

export function setServerTime(now) { skew = now - Date.now(); }

export function startClocks(now) {
  setServerTime(now);
  customElements.define('wait-time', WaitTime);
  setInterval(() => { for (const el of document.querySelectorAll('wait-time')) el.tick(); }, 1000);
}

class WaitTime extends HTMLElement {
  connectedCallback() { this.tick(); }
  tick() {
    const waited = Math.max(0, Date.now() + skew - Number(this.getAttribute('since')));
    const text = format(Math.floor(waited / 1000));
    if (this.textContent !== text) this.textContent = text;
    this.classList.toggle('over', waited >= within());
    this.classList.toggle('warn', waited >= within() / 2 && waited < within());
  }
}

function format(s) {
  const two = (n) => String(n).padStart(2, '0');
  const ms = `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return s < 3600 ? ms : `${Math.floor(s / 3600)}:${ms}`;
}
