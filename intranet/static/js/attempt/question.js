/* One question on the page: what is chosen in its inputs, and what is said beneath it. */

const PAUSE_IN_WRITING = 800;

/* A piece of the page that waits in a <template>, with words put into its gaps. */
export function copyOf(name, words = {}) {
  const { content } = document.querySelector(`template[data-${name}]`);
  const copy = content.firstElementChild.cloneNode(true);
  fill(copy, words);
  return copy;
}

function fill(element, words) {
  for (const [gap, text] of Object.entries(words)) {
    element.querySelector(`[data-fill=${gap}]`).textContent = text;
  }
}

export class Question {
  /* `onChange(question)` at each change, `onSend(question)` when it is worth sending. */
  constructor(item, { words, onChange, onSend }) {
    this.item = item;
    this.words = words;
    this.slot = Number(item.dataset.slot);
    this.number = item.dataset.number;
    this.inputs = [...item.querySelectorAll(`[name="cau-${this.slot}"]`)];
    this.baseInput = item.querySelector(`[name="cau-${this.slot}-phien"]`);
    this.status = item.querySelector("[data-status]");
    this.flagButton = item.querySelector("[data-flag]");
    this.clearButton = item.querySelector("[data-clear]");
    this.clearButton?.addEventListener("click", (event) => this.#clear(event));
    item.addEventListener("input", () => {
      onChange(this);
      window.clearTimeout(this.writing);
      this.writing = window.setTimeout(() => onSend(this), PAUSE_IN_WRITING);
    });
    item.addEventListener("change", () => {
      window.clearTimeout(this.writing);
      onSend(this);
    });
  }

  /* A text between the questions has no number. */
  get isAnswerable() {
    return Boolean(this.number);
  }

  /* An explained question is answered for good: nothing can be entered any more. */
  get isOpen() {
    return this.inputs.length > 0 && !this.isAnswered;
  }

  get isAnswered() {
    if (!this.inputs.length) return "answered" in this.item.dataset;
    return this.isComplete && this.status.dataset.status !== "refused";
  }

  /* Every line has its partner, or a place of its own. */
  get isComplete() {
    const { values, inputs } = this;
    if (inputs[0].localName !== "select") return values.length > 0;
    const places = values.map((value) => value.split("=")[1]);
    const parts = this.item.querySelector(".lines--ordering") ? new Set(places).size : places.length;
    return parts === inputs.length;
  }

  get isFlagged() {
    return this.flagButton?.getAttribute("aria-pressed") === "true";
  }

  get isLate() {
    return this.status?.dataset.status === "late";
  }

  get base() {
    return Number(this.baseInput.value);
  }

  set base(version) {
    this.baseInput.value = version;
  }

  get values() {
    const chosen = this.inputs.filter(({ type, checked }) => !isTick(type) || checked);
    return chosen.map(({ value }) => value).filter((value) => value.trim());
  }

  set values(values) {
    for (const input of this.inputs) {
      if (isTick(input.type)) input.checked = values.includes(input.value);
      else if (input.localName === "select") choose(input, values);
      else input.value = values[0] ?? "";
    }
  }

  #clear(event) {
    event.preventDefault();
    this.values = [];
    for (const type of ["input", "change"]) this.item.dispatchEvent(new Event(type));
    this.focus();
  }

  /* The answer in the words that the person sees. */
  get text() {
    const chosen = this.inputs.filter(({ type, checked, value }) => (isTick(type) ? checked : value));
    return chosen.map(textOf).join("; ") || this.words.none;
  }

  say(state, text) {
    this.status.dataset.status = state;
    const line = this.status.querySelector("[data-status-text]");
    setState(line, "aria-hidden", state === "sending");
    line.textContent = text;
    for (const input of this.inputs) {
      if (!isTick(input.type)) setState(input, "aria-invalid", state === "refused");
    }
  }

  flag(isOn) {
    this.flagButton?.setAttribute("aria-pressed", isOn);
  }

  /* Two answers meet: show both and ask which one holds. */
  ask({ at, shown }, onChoice) {
    const words = { at, theirs: shown || this.words.none, mine: this.text };
    if (this.choice) return fill(this.choice, words);
    this.choice = copyOf("conflict", words);
    this.choice.addEventListener("click", (event) => {
      const button = event.target.closest("[data-keep]");
      if (!button) return;
      onChoice(button.dataset.keep === "mine");
      this.focus();
    });
    this.status.before(this.choice);
  }

  stopAsking() {
    this.choice?.remove();
    this.choice = null;
  }

  get #controls() {
    return [...this.inputs, this.flagButton, this.clearButton].filter(Boolean);
  }

  lock() {
    for (const control of this.#controls) control.disabled = true;
  }

  unlock() {
    for (const control of this.#controls) control.disabled = false;
  }

  focus() {
    const target = this.item.querySelector("fieldset, [role=group]") ?? this.item;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}

export function setState(element, name, isSo, value = "true") {
  if (isSo) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

function isTick(type) {
  return type === "radio" || type === "checkbox";
}

function choose(select, values) {
  const wanted = [...select.options].find(({ value }) => value && values.includes(value));
  select.value = wanted?.value ?? "";
}

function textOf(input) {
  const label = input.labels[0]?.textContent.trim() ?? "";
  if (isTick(input.type)) return label;
  if (input.localName === "select") return `${label} – ${input.selectedOptions[0].textContent.trim()}`;
  return input.value;
}
