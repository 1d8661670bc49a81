/* What the person answered and the server has not confirmed yet, kept in this browser.

   One entry a question: only the last answer counts. A journal belongs to one attempt of one
   person (`owner` says which, and means nothing to anybody else). Each opened page writes its own
   under a name of its own, so that two tabs never mix up their numbers; a page that opens takes
   over what earlier ones left. Ages are told by the server's clock: the one here may be wrong. */

const PREFIX = "bai-lam.";
const TRIES_KNOWN = 8;
const MOST_BYTES = 48 * 1024; // browsers finish no larger requests for a page that has gone
const BYTES_AROUND = 100;
const BYTES_OF_A_LETTER = 3;
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

export function isSame(some, others) {
  const plain = (values) => JSON.stringify(values.map((value) => value.trim().normalize()).sort());
  return plain(some) === plain(others);
}

function randomName() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function read(key) {
  try {
    return { key, at: 0, answers: {}, flags: {}, ...JSON.parse(localStorage.getItem(key)) };
  } catch {
    return { key, at: 0, answers: {}, flags: {} };
  }
}

function storedJournals() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map(read);
  } catch {
    return [];
  }
}

function forget(journals) {
  for (const { key } of journals) localStorage.removeItem(key);
}

export class Journal {
  constructor(owner, moment) {
    this.owner = `${PREFIX}${owner}.`;
    this.writer = randomName();
    this.moment = moment;
    this.number = 0;
    this.answers = {};
    this.flags = {};
    this.isKept = true;
    this.isOver = false;
    this.#takeOver();
  }

  #ofThisAttempt() {
    return storedJournals().filter(({ key }) => key.startsWith(this.owner));
  }

  #takeOver() {
    const own = this.#ofThisAttempt().sort((some, other) => some.at - other.at);
    for (const { answers, flags } of own) {
      for (const [slot, { base, values, tried }] of Object.entries(answers)) {
        this.answers[slot] = { number: ++this.number, base, values, tried };
      }
      Object.assign(this.flags, flags);
    }
    if (own.length) this.#keep();
    if (this.isKept) forget(own);
    const outdated = this.moment() - KEPT_FOR;
    forget(storedJournals().filter(({ key, at }) => at < outdated && !key.startsWith(this.owner)));
  }

  #keep() {
    const key = this.owner + this.writer;
    const { answers, flags } = this;
    const isEmpty = !Object.keys(answers).length && !Object.keys(flags).length;
    try {
      if (isEmpty || this.isOver) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ at: this.moment(), answers, flags }));
      this.isKept = true;
    } catch {
      this.isKept = false;
    }
  }

  answer(slot, base, values) {
    const { base: from = base, tried = [], stored } = this.answers[slot] ?? {};
    this.answers[slot] = { number: ++this.number, base: from, values, tried, stored };
    this.#keep();
  }

  flag(slot, isOn) {
    this.flags[slot] = isOn;
    this.#keep();
  }

  /* What can be sent now: what waits for the person to choose or to correct stays here. */
  unsent(limit = 100) {
    return Object.entries(this.answers)
      .filter(([, entry]) => !entry.stored && !entry.refused)
      .slice(0, limit);
  }

  get hasUnsent() {
    return this.unsent(1).length > 0 || Object.keys(this.flags).length > 0;
  }

  payload() {
    let room = MOST_BYTES;
    const fitting = this.unsent().filter(([, { values }], place) => {
      room -= BYTES_AROUND + BYTES_OF_A_LETTER * values.join().length;
      return room > 0 || place === 0;
    });
    const answers = fitting.map(([slot, entry]) => {
      const { number, base, values, tried } = entry;
      entry.tried = [...tried.filter((other) => !isSame(other, values)), values].slice(-TRIES_KNOWN);
      return { slot: Number(slot), base, number, values };
    });
    if (answers.length) this.#keep();
    return { writer: this.writer, answers, flags: { ...this.flags } };
  }

  /* The reply to an answer; one given meanwhile stays, and is based on what the server has now. */
  saved(slot, number, version) {
    const entry = this.answers[slot];
    if (!entry) return;
    if (entry.number === number) delete this.answers[slot];
    else Object.assign(entry, { base: version, tried: [] });
    this.#keep();
  }

  /* Whether somebody else's answer stands there; one of our own whose reply was lost does not count. */
  differs(slot, stored) {
    const entry = this.answers[slot];
    if (!entry) return false;
    const isOurs = entry.tried.some((values) => isSame(values, stored.values));
    if (isOurs && entry.base !== stored.version) {
      Object.assign(entry, { base: stored.version, tried: [] });
    } else {
      entry.stored = stored;
    }
    this.#keep();
    return Boolean(entry.stored);
  }

  /* The person chose: the own answer goes out on top of the stored one, or gives way to it. */
  choose(slot, isOwn) {
    const { stored, values } = this.answers[slot];
    delete this.answers[slot];
    if (isOwn) this.answer(slot, stored.version, values);
    else this.#keep();
    return stored;
  }

  refused(slot, number, message) {
    const entry = this.answers[slot];
    if (entry?.number === number) entry.refused = message;
    this.#keep();
  }

  /* The server has taken care of it, or nothing can be changed there any more. */
  drop(slot) {
    delete this.answers[slot];
    this.#keep();
  }

  flagged(sent) {
    for (const [slot, isOn] of Object.entries(sent)) {
      if (this.flags[slot] === isOn) delete this.flags[slot];
    }
    this.#keep();
  }

  /* The attempt is over: nothing of it stays in this browser. */
  wipe() {
    this.isOver = true;
    this.answers = {};
    this.flags = {};
    forget(this.#ofThisAttempt());
  }
}
