/* Counts down by the browser's steady clock, which nobody can set, and follows the server's. */

const SOON_SECONDS = 300;
const SPOKEN_MINUTES = [5, 1];
const DOUBTFUL = 5000;

function clockText(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = hours ? [hours, minutes, seconds % 60] : [minutes, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/* How far the clock on the wall is from the steady one: a jump means that the device slept, during
   which the steady clock may have stood still, or that somebody set the clock. */
function distance() {
  return Date.now() - performance.now();
}

export class Clock {
  constructor(timer, { onEnd, onDoubt }) {
    this.timer = timer;
    this.onEnd = onEnd;
    this.onDoubt = onDoubt;
    if (!timer) return;
    const [visit] = performance.getEntriesByType("navigation");
    this.ends = visit.responseStart + Number(timer.dataset.seconds) * 1000;
    this.isOver = false;
    this.distance = distance();
  }

  start() {
    if (!this.timer) return;
    this.timer.querySelector("[data-timer-rest]").hidden = false;
    this.ticking = window.setInterval(() => this.tick(), 1000);
    this.passed = this.#mark();
    this.tick();
  }

  stop() {
    window.clearInterval(this.ticking);
  }

  /* The server named whole seconds at some moment between the asking and its reply. */
  follow({ seconds, deadline }, asked) {
    if (!this.timer || seconds === null) return;
    const earliest = asked + seconds * 1000;
    const latest = performance.now() + (seconds + 1) * 1000;
    this.ends = Math.min(Math.max(this.ends, earliest), latest);
    if (this.left > 0) this.isOver = false;
    if (deadline) this.timer.querySelector("time").textContent = deadline;
  }

  get left() {
    return this.timer ? Math.max(0, Math.round((this.ends - performance.now()) / 1000)) : Infinity;
  }

  tick() {
    const { left } = this;
    this.timer.querySelector("[data-timer-value]").textContent = clockText(left);
    this.timer.dataset.state = left <= SOON_SECONDS ? "soon" : "";
    this.#speak();
    if (left === 0 && !this.isOver) {
      this.isOver = true;
      this.onEnd();
    } else if (Math.abs(distance() - this.distance) > DOUBTFUL) {
      this.distance = distance();
      this.onDoubt();
    }
  }

  /* The smallest mark that has been passed. */
  #mark() {
    return SPOKEN_MINUTES.filter((minutes) => this.left <= minutes * 60).at(-1);
  }

  /* Each mark is said once, when it is passed. */
  #speak() {
    const mark = this.#mark();
    if (mark === this.passed) return;
    this.passed = mark;
    const say = this.timer.querySelector("[data-timer-say]");
    if (mark && this.left) say.textContent = `${say.dataset.pattern} ${mark}`;
  }
}
