/* One question on the page: what is chosen in its inputs, and what is said beneath it. */

const PAUSE_IN_WRITING = 800;

export function copyOf(name, fills = {}) {
  const copy = document.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
  for (const [key, value] of Object.entries(fills)) {
    copy.querySelector(`[data-fill=${key}]`).textContent = value;
  }
  return copy;
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

  get isAnswerable() {
    return this.inputs.length > 0;
  }

  get isAnswered() {
    return this.values.length > 0;
  }

  get isFlagged() {
    return this.flagButton?.getAttribute("aria-pressed") === "true";
  }

  get isLate() {
    return this.status.dataset.status === "late";
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

  /* The answer in the words that the person sees. */
  get text() {
    const chosen = this.inputs.filter(({ type, checked, value }) => (isTick(type) ? checked : value));
    return chosen.map(textOf).join("; ") || this.words.none;
  }

  say(state, text) {
    this.status.dataset.status = state;
    const line = this.status.querySelector("[data-status-text]");
    line.ariaHidden = state === "sending" ? "true" : null;
    line.textContent = text;
    for (const input of this.inputs) {
      if (!isTick(input.type)) input.ariaInvalid = state === "refused" ? "true" : null;
    }
  }

  flag(isOn) {
    this.flagButton?.setAttribute("aria-pressed", isOn);
  }

  /* Two answers meet: show both and ask which one holds. */
  ask({ at, shown }, onChoice) {
    this.stopAsking();
    const theirs = shown || this.words.none;
    this.choice = copyOf("conflict", { at, theirs, mine: this.text });
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

  lock() {
    for (const input of this.inputs) input.disabled = true;
    if (this.flagButton) this.flagButton.disabled = true;
  }

  unlock() {
    if ("locked" in this.item.dataset) return;
    for (const input of this.inputs) input.disabled = false;
    if (this.flagButton) this.flagButton.disabled = false;
  }

  focus() {
    const target = this.item.querySelector("fieldset") ?? this.item;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
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
