/* Taking a quiz with script: every answer is saved at once, moving needs no line, and what cannot
   be sent stays in the browser until it can. Without script the same page is plain forms. */

import { Clock } from "./attempt/clock.js";
import { Journal } from "./attempt/journal.js";
import { Line } from "./attempt/line.js";
import { Question, copyOf } from "./attempt/question.js";
import { Screens } from "./attempt/screens.js";

const KNOWN = "co_script=1";
const TIME_TO_GO_ON = 2;

class Sitting {
  constructor(root) {
    this.root = root;
    this.words = { ...root.querySelector("[data-words]").dataset };
    this.notices = root.querySelector("[data-notices]");
    const { journal, now, perPage, saveUrl, stateUrl } = root.dataset;
    this.journal = new Journal(journal, () => Number(now) + performance.now());
    this.questions = [...root.querySelectorAll("[data-slot]")].map((item) => this.#question(item));
    this.line = new Line({
      journal: this.journal,
      saveUrl,
      stateUrl,
      token: root.querySelector("[name=csrfmiddlewaretoken]").value,
      onAnswer: (...reply) => this.#answered(...reply),
      onReply: (reply, asked) => this.#heard(reply, asked),
      onState: () => this.#lineChanged(),
    });
    this.clock = new Clock(root.querySelector("[data-timer]"), {
      onEnd: () => this.#timeIsOver(),
      onDoubt: () => this.line.ask(),
    });
    this.screens = new Screens(root, this.questions, {
      size: Number(perPage),
      words: this.words,
      onShow: (isCheck) => this.#moved(isCheck),
    });
    this.#listen();
    this.#resume();
  }

  #question(item) {
    return new Question(item, {
      words: this.words,
      onChange: (question) => this.#changed(question),
      onSend: () => this.#send(),
    });
  }

  #listen() {
    const form = this.root.querySelector("form[data-answers]");
    form.addEventListener("submit", (event) => this.#submitted(event));
    document.addEventListener("submit", (event) => this.#left(event));
    this.root.addEventListener("click", (event) => {
      const flag = event.target.closest("[data-flag]");
      if (!flag) return;
      event.preventDefault();
      this.#flag(this.#of(flag.closest("[data-slot]").dataset.slot));
    });
    this.root.querySelector("form[data-hand-in]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#handIn();
    });
  }

  /* Signing out takes the journal away, so that what is in it goes first. */
  async #left(event) {
    const { target: form } = event;
    if (this.root.contains(form) || !this.journal.hasUnsent) return;
    event.preventDefault();
    if (await this.line.flush()) form.submit();
  }

  /* What an earlier page could not send is shown as the person left it, and sent. */
  #resume() {
    for (const [slot, { values }] of Object.entries(this.journal.answers)) {
      this.#of(slot).values = values;
    }
    for (const [slot, isOn] of Object.entries(this.journal.flags)) this.#of(slot)?.flag(isOn);
    for (const [slot] of this.journal.unsent()) this.#sayUnsent(slot);
    for (const element of this.root.querySelectorAll("[data-scripted]")) element.hidden = false;
    for (const element of this.root.querySelectorAll("[data-plain]")) element.hidden = true;
    this.#count();
    this.screens.show(location.hash, { isArriving: true });
    this.clock.start();
    if (wasRepeated()) this.line.ask();
    this.#send();
  }

  #of(slot) {
    return this.questions.find((question) => question.slot === Number(slot));
  }

  #changed(question) {
    this.journal.answer(question.slot, question.base, question.values);
    const { stored } = this.journal.answers[question.slot];
    if (stored) this.#askWhich(question, stored);
    else this.#sayUnsent(question.slot);
    this.#count();
  }

  #flag(question) {
    question.flag(!question.isFlagged);
    this.journal.flag(question.slot, question.isFlagged);
    this.#count();
    this.#send();
  }

  #send() {
    if (this.line.state === "signed-out") return;
    this.line.flush();
  }

  #sayUnsent(slot) {
    if (this.line.state === "ok") this.#of(slot).say("sending", this.words.sending);
    else this.#of(slot).say("unsent", this.journal.isKept ? this.words.unsent : this.words.unkept);
  }

  /* The server's word on one answer. */
  #answered(slot, number, reply) {
    const question = this.#of(slot);
    if (!question) return;
    if (reply.status === "saved") this.#saved(question, number, reply);
    else if (reply.status === "conflict") this.#conflict(question, reply);
    else if (reply.status === "late") this.#late(question);
    else this.#refused(question, number, reply);
    this.#count();
  }

  #saved(question, number, reply) {
    this.journal.saved(question.slot, number, reply.version);
    question.base = reply.version;
    if (this.journal.answers[question.slot]) return;
    question.stopAsking();
    question.say("saved", this.words.saved.replace("{}", reply.at));
  }

  #late(question) {
    this.journal.drop(question.slot);
    question.say("late", this.words.late);
  }

  #conflict(question, reply) {
    if (this.journal.differs(question.slot, reply)) this.#askWhich(question, reply);
  }

  #refused(question, number, reply) {
    if (question.inputs.length) this.journal.refused(question.slot, number, reply.message);
    else this.journal.drop(question.slot);
    if (this.journal.answers[question.slot]?.refused) question.say("refused", reply.message);
  }

  #askWhich(question, stored) {
    question.say("conflict", this.words.conflict);
    question.ask(stored, (isOwn) => {
      const { version, at, values } = this.journal.choose(question.slot, isOwn);
      question.base = version;
      question.stopAsking();
      if (!isOwn) question.values = values;
      if (isOwn) this.#sayUnsent(question.slot);
      else question.say("saved", this.words.saved.replace("{}", at));
      this.#count();
      this.#send();
    });
  }

  /* What any reply tells: the time left, and on a full one what other devices saved. */
  #heard(reply, asked) {
    this.clock.follow(reply, asked);
    if (!reply.csrf) return;
    for (const input of document.getElementsByName("csrfmiddlewaretoken")) input.value = reply.csrf;
    for (const answer of reply.answers) this.#bringUpToDate(this.#of(answer.slot), answer);
    this.#count();
  }

  #bringUpToDate(question, { slot, version, values, at, flagged }) {
    if (!question?.inputs.length) return;
    if (!(slot in this.journal.flags)) question.flag(flagged);
    if (this.journal.answers[slot] || version <= question.base) return;
    question.values = values;
    question.base = version;
    question.say("saved", this.words.saved.replace("{}", at));
  }

  #lineChanged() {
    const { state } = this.line;
    if (state === "over") return this.#close();
    for (const [slot] of this.journal.unsent()) this.#sayUnsent(slot);
    this.#notify();
    if (state === "ok" && this.isTimeOver) this.#timeIsOver();
    else if (state === "ok" && this.isHandingIn) this.#handIn();
  }

  #undecided() {
    return this.questions.filter(({ slot }) => this.journal.answers[slot]?.stored);
  }

  get late() {
    return this.questions.filter(({ isLate }) => isLate);
  }

  #unseen() {
    return this.#undecided().filter(({ item }) => item.hidden);
  }

  async #handIn() {
    this.isHandingIn = true;
    this.#notify();
    await this.line.flush();
    const [undecided] = this.#undecided();
    if (undecided && !this.isTimeOver) {
      this.isHandingIn = false;
      this.screens.go(`#${undecided.item.id}`);
    } else {
      await this.line.handIn(this.root.dataset.handInUrl);
    }
  }

  /* Whoever goes back to a question does not want to hand in any more. */
  #moved(isCheck) {
    this.isHandingIn &&= isCheck;
    this.#notify();
  }

  /* Nothing is changed any more; the server is asked first, for it may have given more time. */
  async #timeIsOver() {
    this.isTimeOver = true;
    for (const question of this.questions) question.lock();
    const isHeard = this.journal.hasUnsent ? await this.line.flush() : await this.line.ask();
    if (this.clock.left > TIME_TO_GO_ON) {
      this.isTimeOver = false;
      for (const question of this.questions) question.unlock();
    } else if (isHeard) {
      await this.#handIn();
    } else {
      this.#notify();
    }
  }

  #close() {
    const wasMeant = this.isHandingIn || this.isTimeOver;
    this.clock.stop();
    this.journal.wipe();
    for (const question of this.questions) question.lock();
    if (wasMeant && !this.late.length) location.replace(this.root.dataset.resultUrl);
    else this.#notify();
  }

  /* Enter saves; a button that needs the server goes there once it has everything. */
  async #submitted(event) {
    event.preventDefault();
    const { submitter, target: form } = event;
    const isThere = (await this.line.flush()) && submitter?.hasAttribute("formaction");
    if (!isThere || !(await this.line.ask())) return;
    form.action = submitter.formAction;
    form.submit();
  }

  /* What has to be said of the whole attempt: the gravest only, or nothing. */
  #noticeName() {
    const { state } = this.line;
    if (state === "over") return this.late.length ? "late" : "closed";
    if (state === "signed-out") return "signed-out";
    if (state === "lost" && this.isTimeOver) return "overtime";
    if (state === "lost") return this.isHandingIn ? "waiting" : "lost";
    return this.#unseen().length ? "choose" : "";
  }

  #notify() {
    const name = this.#noticeName();
    const meant = name === "late" ? this.late : this.#unseen();
    const numbers = meant.map(({ number }) => number).join(", ");
    if (name + numbers === this.notice) return;
    this.notice = name + numbers;
    const notice = name && copyOf(`notice-${name}`, name === "late" ? { late: numbers } : {});
    this.notices.replaceChildren(...(notice ? [notice] : []));
    if (name === "choose") this.screens.point(notice.querySelector("a"), meant[0]);
  }

  #count() {
    const asked = this.questions.filter(({ isAnswerable }) => isAnswerable);
    const answered = asked.filter(({ isAnswered }) => isAnswered);
    for (const question of asked) this.screens?.tell(question, this.#states(question));
    const line = this.root.querySelector("[data-count]");
    line.textContent = line.dataset.pattern.replace("{}", answered.length);
    this.root.querySelector("[data-bar]").setAttribute("width", answered.length);
    this.screens?.list("open", asked.filter(({ isOpen }) => isOpen));
    this.screens?.list("flagged", asked.filter(({ isFlagged }) => isFlagged));
    this.screens?.list("unsaved", asked.filter(({ slot }) => this.journal.answers[slot]));
    this.#notify();
  }

  #states(question) {
    const entry = this.journal.answers[question.slot];
    return {
      answered: question.isAnswered,
      open: !question.isAnswered,
      flagged: question.isFlagged,
      unsent: Boolean(entry),
    };
  }
}

/* A page asked for again may have been made while the last save of the one before it was on its
   way; the way back may even show it as it was long ago. */
function wasRepeated() {
  return performance.getEntriesByType("navigation")[0].type !== "navigate";
}

/* The server gives all questions at once to browsers that it knows to run this. A page that has
   not got them all is left for the one that has; before handing in, for its last screen. */
function isWhole({ dataset }) {
  if ("whole" in dataset) return true;
  const wasKnown = document.cookie.includes(KNOWN);
  document.cookie = `${KNOWN}; path=/bai-lam/; samesite=lax`;
  const isKnown = document.cookie.includes(KNOWN);
  if ("check" in dataset && isKnown) location.replace(`${dataset.wholeUrl}#kiem-tra`);
  else if (isKnown && !wasKnown) location.replace(dataset.wholeUrl);
  return false;
}

const root = document.querySelector("[data-attempt]");
if (root && isWhole(root)) new Sitting(root);
