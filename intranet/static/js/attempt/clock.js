/* Counts down by the browser's steady clock, which nobody can set, and follows the server's. */

const SOON_SECONDS = 300;
const SPOKEN_MINUTES = [5, 1];

function clockText(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = hours ? [hours, minutes, seconds % 60] : [minutes, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

export class Clock {
  constructor(timer, { onEnd }) {
    this.timer = timer;
    this.onEnd = onEnd;
    this.ends = null;
    this.spoken = null;
    this.isOver = false;
    if (!timer) return;
    const [visit] = performance.getEntriesByType("navigation");
    this.follow(Number(timer.dataset.seconds), visit?.requestStart ?? 0, visit?.responseStart || 0);
    timer.querySelector("[data-timer-rest]").hidden = false;
    this.ticking = window.setInterval(() => this.tick(), 1000);
    this.tick();
  }

  /* The server said so many whole seconds at some moment between asking and its reply. */
  follow(seconds, asked, replied = performance.now()) {
    if (seconds === null || !this.timer) return;
    const earliest = asked + seconds * 1000;
    const latest = replied + (seconds + 1) * 1000;
    this.ends = this.ends === null ? latest - 1000 : Math.min(Math.max(this.ends, earliest), latest);
    if (this.left > 0) this.isOver = false;
  }

  get left() {
    return Math.max(0, Math.round((this.ends - performance.now()) / 1000));
  }

  tick() {
    const { left } = this;
    this.timer.querySelector("[data-timer-value]").textContent = clockText(left);
    this.timer.dataset.state = left <= SOON_SECONDS ? "soon" : "";
    this.#speak(left);
    if (left > 0 || this.isOver) return;
    this.isOver = true;
    this.onEnd();
  }

  /* Said once when a mark is passed, even if the second itself was slept through. */
  #speak(left) {
    const passed = SPOKEN_MINUTES.filter((minutes) => left <= minutes * 60).at(-1) ?? null;
    if (passed === this.spoken) return;
    const isFirstLook = this.spoken === null && !this.hasLooked;
    this.hasLooked = true;
    this.spoken = passed;
    if (passed === null || left === 0) return;
    const say = this.timer.querySelector("[data-timer-say]");
    const minutes = isFirstLook ? Math.ceil(left / 60) : passed;
    say.textContent = `${say.dataset.pattern} ${minutes}`;
  }

  stop() {
    window.clearInterval(this.ticking);
  }
}
