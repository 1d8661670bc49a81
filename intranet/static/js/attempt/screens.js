/* All questions are on the page; some at a time are shown. Moving asks nothing of the server. */

import { setState } from "./question.js";

const CHECK = "#kiem-tra";

export class Screens {
  constructor(root, questions, { size, words, onShow }) {
    this.root = root;
    this.questions = questions;
    this.size = size || questions.length;
    this.words = words;
    this.onShow = onShow;
    this.check = root.querySelector(CHECK);
    this.places = new Map(
      [...root.querySelectorAll("[data-place]")].map((place) => [Number(place.dataset.place), place]),
    );
    this.title = document.title.replace(/^.*? – /, "");
    root.addEventListener("click", (event) => this.#follow(event));
    window.addEventListener("popstate", () => this.show(location.hash));
  }

  get last() {
    return Math.ceil(this.questions.length / this.size);
  }

  #follow(event) {
    const link = event.target.closest("a[href^='#'], [data-move]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.go(link.hash || this.hashOf(this.page + Number(link.dataset.move)));
  }

  hashOf(page) {
    return page >= this.last ? CHECK : `#${this.questions[Math.max(page, 0) * this.size].item.id}`;
  }

  go(hash) {
    if (hash !== location.hash) history.pushState(null, "", hash);
    this.show(hash);
  }

  /* Show the screen of an address; without a known one, the first question that is open. */
  show(hash, { isArriving = false } = {}) {
    const isCheck = hash === CHECK;
    const asked = this.questions.find(({ item }) => `#${item.id}` === hash);
    const open = this.questions.find(({ isOpen }) => isOpen);
    const question = asked ?? open ?? this.questions[0];
    this.page = isCheck ? this.last : Math.floor(this.questions.indexOf(question) / this.size);
    for (const [index, { item }] of this.questions.entries()) {
      item.hidden = Math.floor(index / this.size) !== this.page;
    }
    this.check.hidden = !isCheck;
    this.root.querySelector("[data-move='-1']").hidden = this.page === 0;
    this.root.querySelector("[data-move='1']").hidden = isCheck;
    this.root.querySelector("[data-move-previous]").hidden = isCheck;
    this.root.querySelector("[data-move-back]").hidden = !isCheck;
    this.root.querySelector("[data-move-next]").hidden = this.page === this.last - 1;
    this.root.querySelector("[data-move-check]").hidden = this.page !== this.last - 1;
    this.#mark(isCheck);
    this.onShow(isCheck);
    if (isArriving && !asked && !isCheck) history.replaceState(null, "", `#${question.item.id}`);
    else this.#lookAt(isCheck ? this.check : question.item, isCheck ? null : question);
  }

  /* The element can be focused itself: on arrival the browser would else take the focus away. */
  #lookAt(element, question) {
    element.tabIndex = -1;
    element.scrollIntoView({ behavior: "instant", block: "start" });
    if (question) question.focus();
    else element.querySelector("h2").focus({ preventScroll: true });
  }

  /* Say where one is; in the list only where there is more than one screen to be on. */
  #mark(isCheck) {
    const shown = this.questions.filter(({ item }) => !item.hidden);
    for (const [slot, place] of this.places) {
      const isHere = this.last > 1 && shown.some((question) => question.slot === slot);
      place.classList.toggle("place--here", isHere);
      setState(place, "aria-current", isHere, "step");
    }
    const heading = this.check.querySelector("h2").textContent;
    const where = isCheck ? heading : this.#where(shown);
    this.root.querySelector("[data-where]").textContent = where;
    document.title = where ? `${where} – ${this.title}` : this.title;
  }

  /* Which questions are shown; nothing where only a text is. */
  #where(shown) {
    const numbers = shown.map(({ number }) => number).filter(Boolean);
    if (!numbers.length) return "";
    const range = numbers.length > 1 ? `${numbers[0]}–${numbers.at(-1)}` : numbers[0];
    return this.words.where.replace("{}", range);
  }

  /* Before handing in: links to the questions that are still open, or marked for later. */
  list(name, questions) {
    const line = this.check.querySelector(`[data-list=${name}]`);
    line.hidden = !questions.length;
    const links = questions.map((question) => this.point(document.createElement("a"), question));
    line.querySelector("[data-links]").replaceChildren(...links);
    this.check.querySelector(`[data-none=${name}]`)?.toggleAttribute("hidden", questions.length > 0);
  }

  point(link, { item, number }) {
    link.href = `#${item.id}`;
    link.textContent = this.words.question.replace("{}", number);
    return link;
  }

  /* The states of a question in the list of all: each an icon with its word. */
  tell(question, states) {
    const place = this.places.get(question.slot);
    if (!place) return;
    place.classList.toggle("place--answered", states.answered);
    for (const mark of place.querySelectorAll("[data-mark]")) {
      mark.hidden = !states[mark.dataset.mark];
    }
  }
}
