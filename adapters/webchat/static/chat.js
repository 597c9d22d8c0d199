// The chat page: one list of lines, drawn by id, fed by the server's events and by what is typed.
const $ = (id) => document.getElementById(id);
const texts = JSON.parse(document.body.dataset.texts);
const { shrink, controls } = await import(document.body.dataset.sending);
const base = location.pathname.replace(/\/+$/, "");
const lang = document.documentElement.lang;
const log = $("log"), scroll = $("scroll"), field = $("text"), composer = $("composer");

let lines = []; // {id, from, who, text, buttons, inline, request, at, state?: "sending" | "failed", button?, photo?, place?}
const photos = new Map(); // id of a line → address of the photo that this page sent
let fresh = true; // until the first history is drawn, nothing is animated

// ---- drawing

function element(tag, className, text) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
}

// draw brings the list in step with lines. Elements keep their identity, so that a screen reader
// announces only what is new and a tap is not lost to a redraw.
function draw() {
  const stick = atBottom();
  const asking = askingLine();
  let previous = null, before = null, added = false;
  const wanted = new Set();
  for (const line of lines) {
    for (const [key, make] of [["t:" + line.id, timeNeeded(before, line) && drawTime], [line.id, drawLine]]) {
      if (!make) continue;
      wanted.add(key);
      const signature = JSON.stringify([line.from, line.who, line.text, line.state, line === asking && [line.buttons, line.request]]);
      let e = elementOf(key);
      if (!e || (make === drawLine && e.dataset.signature !== signature)) {
        const made = make(line, line === asking);
        made.dataset.key = key;
        made.dataset.signature = signature;
        if (e) e.replaceWith(made);
        else added = added || make === drawLine;
        if (!e && !fresh) made.classList.add("new");
        e = made;
      }
      const place = previous ? previous.nextSibling : log.firstChild;
      if (e !== place) log.insertBefore(e, place);
      previous = e;
    }
    before = line;
  }
  for (const e of [...log.children]) if (!wanted.has(e.dataset.key)) e.remove();
  if (stick || fresh) toBottom();
  else if (added) $("below").hidden = false;
  fresh = false;
}

function elementOf(key) {
  for (const e of log.children) if (e.dataset.key === key) return e;
  return null;
}

// askingLine is the bot's message whose answers may still be tapped: nothing was said since.
function askingLine() {
  const said = lines.filter((l) => l.from !== "system" && l.state !== "failed");
  const last = said[said.length - 1];
  return last && last.from === "bot" && (last.buttons?.length || last.request) ? last : null;
}

const pause = 10 * 60 * 1000; // ms of silence after which the time is shown

function timeNeeded(before, line) {
  return line.at && (!before || (before.at && new Date(line.at) - new Date(before.at) > pause));
}

function drawTime(line) {
  const at = new Date(line.at), today = at.toDateString() === new Date().toDateString();
  const form = today ? { hour: "2-digit", minute: "2-digit" } : { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return element("li", "time", new Intl.DateTimeFormat(lang, form).format(at));
}

function drawLine(line, asks) {
  const li = element("li", line.from);
  if (line.state) li.classList.add(line.state);
  if (line.from === "system") {
    li.textContent = line.text;
    return li;
  }
  const speaker = { customer: texts.you, bot: texts.bot, agent: texts.agent }[line.from];
  if (line.from === "agent") li.append(element("span", "who", line.who ? `${line.who} · ${texts.agent}` : texts.agent));
  else li.append(element("span", "vh", speaker + ": "));
  li.append(photos.has(line.id) ? drawPhoto(line) : element("span", "bubble", line.text));
  const answers = asks && (line.buttons?.length ? drawAnswers(line) : controls(line.request, texts, sent));
  if (answers) {
    li.classList.add("asks");
    li.append(answers);
  }
  if (line.state === "failed") li.append(drawFailure(line));
  return li;
}

function drawAnswers(line) {
  const box = element("div", "answers");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", texts.answers);
  if (line.inline) box.classList.add(line.buttons.every((b) => [...b.label].length <= 3) ? "scale" : "row");
  for (const b of line.buttons) {
    const button = element("button", "", b.label);
    button.type = "button";
    button.addEventListener("click", () => say(b.label, b.value));
    box.append(button);
  }
  return box;
}

function drawPhoto(line) {
  const img = element("img", "bubble photo");
  img.src = photos.get(line.id);
  img.alt = texts.photo;
  img.addEventListener("load", () => { if (following) toBottom(); });
  return img;
}

function drawFailure(line) {
  const state = element("span", "state", line.refused ? texts.refused : texts.failed);
  state.setAttribute("role", "alert");
  if (!line.refused) {
    const retry = element("button", "", texts.retry);
    retry.type = "button";
    retry.addEventListener("click", () => queue(line));
    state.append(retry);
  }
  return state;
}

const atBottom = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;

function toBottom() {
  following = true;
  scroll.scrollTop = scroll.scrollHeight;
  $("below").hidden = true;
}

// ---- dots while an answer is on its way

let dotsTimer;
$("typing").setAttribute("aria-label", texts.typing);

function dots(ms) {
  const stick = atBottom();
  clearTimeout(dotsTimer);
  $("typing").hidden = !ms;
  if (ms) dotsTimer = setTimeout(() => dots(0), ms);
  if (stick) toBottom();
}

// expectAnswer shows dots after the customer spoke, unless a person answers: people take longer.
function expectAnswer() {
  const last = lines.findLast((l) => l.from !== "customer" && l.from !== "system");
  if (!last || last.from === "bot") dots(8000);
}

// ---- lines coming in

function take(line) {
  const i = lines.findIndex((l) => l.id === line.id);
  if (i >= 0) lines[i] = line;
  else lines.push(line);
  if (line.from !== "customer") dots(0);
  draw();
}

// takeHistory replaces everything but what the record cannot know yet.
function takeHistory(history) {
  const known = new Set(history.map((l) => l.id));
  const mine = lines.filter((l) => l.from === "customer" && !known.has(l.id));
  const heard = history.some((l) => l.from !== "customer" && !lines.some((o) => o.id === l.id));
  lines = [...history, ...mine];
  if (heard) dots(0);
  else if (!history.length && !mine.length) dots(8000);
  draw();
}

// ---- sending

// newId is random enough to be this browser's own; crypto.randomUUID is missing on plain http.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return "c-" + [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

function say(text, button = "", more = {}) {
  const line = { id: newId(), from: "customer", text, button, at: new Date().toISOString(), ...more };
  if (line.photo) photos.set(line.id, URL.createObjectURL(line.photo));
  lines.push(line);
  queue(line);
  toBottom();
}

// sent is what the controls under a question do.
const sent = {
  photo: $("photo") && (() => $("photo").click()),
  place: (place) => say(`📍 ${place.lat}, ${place.lon}`, "", { place }),
  text: (text) => say(text),
  write: () => field.focus(),
};

$("attach")?.addEventListener("click", sent.photo);
$("photo")?.addEventListener("change", async () => {
  const [file] = $("photo").files;
  $("photo").value = ""; // the same photo may be chosen again
  if (file) say("📷", "", { photo: await shrink(file) });
});

let sending = Promise.resolve(); // one after the other: the order of messages is part of what is said

function queue(line) {
  line.state = "sending";
  draw();
  sending = sending.then(() => deliver(line));
}

async function deliver(line) {
  const status = await (line.photo ? postPhoto(line) : post("send", JSON.stringify({
    id: line.id, text: line.place ? "" : line.text, button: line.button, place: line.place, lang,
  })));
  if (status === 202) delete line.state;
  else line.state = "failed";
  line.refused = [400, 404, 413, 415].includes(status);
  if (status === 202) expectAnswer();
  draw();
}

const postPhoto = (line) =>
  post(`photo?id=${line.id}&lang=${lang}`, line.photo, line.photo.type || "image/unknown");

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// post tries thrice, as phones lose their connection for moments; the id makes that harmless. It
// gives the last status, 0 without an answer.
async function post(action, body, type = "application/json") {
  let status = 0;
  for (const delay of [0, 1000, 3000]) {
    await wait(delay);
    try {
      const answer = await fetch(`${base}/${action}`, { method: "POST", headers: { "Content-Type": type }, body });
      status = answer.status;
    } catch {
      status = 0;
    }
    if (status === 401 && action !== "open") await open();
    else if (status && status < 500 && status !== 429) return status;
  }
  return status;
}

// ---- connection

let source, starting, retryTimer, bannerTimer, delay = 1000; // delay in ms

const open = () => post("open", JSON.stringify({ lang }));

function banner(text, after = 0) {
  clearTimeout(bannerTimer);
  if (!text) $("banner").hidden = true;
  else bannerTimer = setTimeout(() => { $("banner").textContent = text; $("banner").hidden = false; }, after);
}

// start opens the chat, which is harmless to repeat, and listens.
async function start() {
  starting = true;
  banner(texts.connecting, 2500);
  const status = await open();
  starting = false;
  if (status === 202) connect();
  else retry();
}

function connect() {
  source?.close();
  source = new EventSource(`${base}/events`);
  source.addEventListener("open", () => { banner(""); delay = 1000; });
  source.addEventListener("history", (e) => takeHistory(JSON.parse(e.data)));
  source.addEventListener("line", (e) => take(JSON.parse(e.data)));
  source.addEventListener("typing", () => dots(8000));
  source.addEventListener("error", () => {
    banner(navigator.cookieEnabled ? texts.offline : texts.cookies, 1500);
    if (source.readyState === EventSource.CLOSED) retry();
  });
}

function retry() {
  source?.close();
  source = null;
  banner(navigator.cookieEnabled ? texts.offline : texts.cookies);
  clearTimeout(retryTimer);
  retryTimer = setTimeout(start, delay);
  delay = Math.min(delay * 2, 15000);
}

// now reconnects at once when there is reason to hope.
function now() {
  if (starting || source?.readyState === EventSource.OPEN) return;
  clearTimeout(retryTimer);
  delay = 1000;
  start();
}

addEventListener("online", now);
addEventListener("pageshow", (e) => { if (e.persisted) now(); });
addEventListener("pagehide", () => { source?.close(); source = null; });
document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });

// ---- composer

function resize() {
  $("send").disabled = !field.value.trim();
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = field.scrollHeight + 2 + "px";
}

composer.addEventListener("submit", (e) => {
  e.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  resize();
  say(text);
  field.focus();
});

field.addEventListener("input", resize);
// Enter sends, Shift+Enter breaks the line. It is the line break that is caught, not the key: an
// input method keeps the Enter that ends a composition, and some phones report no key at all.
let shift = false;
field.addEventListener("keydown", (e) => { shift = e.shiftKey; });
field.addEventListener("beforeinput", (e) => {
  if (e.inputType !== "insertLineBreak" || shift || e.isComposing) return;
  e.preventDefault();
  composer.requestSubmit();
});

$("below").querySelector("span").textContent = texts.newBelow;
$("below").addEventListener("click", toBottom);

// A page that turns, or gives room to a keyboard, keeps its newest line in sight. Where the reader
// was is known from before: by the time a change of size is told, the bottom is elsewhere.
let following = true, height = 0; // height in px at the last look
scroll.addEventListener("scroll", () => {
  if (scroll.clientHeight !== height) return; // moved by the change of size, not by the reader
  following = atBottom();
  if (following) $("below").hidden = true;
}, { passive: true });
new ResizeObserver(() => {
  height = scroll.clientHeight;
  if (following) toBottom();
}).observe(scroll);

// iOS lays its keyboard over the page: only the visual viewport tells how much is left.
visualViewport?.addEventListener("resize", () => {
  document.documentElement.style.setProperty("--visible", visualViewport.height + "px");
});

resize();
start();
