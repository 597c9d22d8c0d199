// A short chime when there is more to do; off until the agent turns it on.

const KEY = 'sound';

export function startSound() {
  const button = document.getElementById('sound');
  let on = localStorage.getItem(KEY) === 'on';
  const show = () => button.setAttribute('aria-pressed', on);
  button.hidden = false;
  show();
  button.addEventListener('click', () => {
    on = !on;
    localStorage.setItem(KEY, on ? 'on' : 'off');
    show();
    if (on) play();
  });
  return () => { if (on) play(); };
}

let audio;
function play() {
  audio ??= new AudioContext();
  audio.resume().catch(() => {}); // a browser may refuse sound before the first click
  const at = audio.currentTime;
  for (const [i, hz] of [880, 1174].entries()) {
    const tone = audio.createOscillator(), gain = audio.createGain();
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(0, at + i * .14);
    gain.gain.linearRampToValueAtTime(.12, at + i * .14 + .02);
    gain.gain.exponentialRampToValueAtTime(.001, at + i * .14 + .3);
    tone.connect(gain).connect(audio.destination);
    tone.start(at + i * .14);
    tone.stop(at + i * .14 + .32);
  }
}
