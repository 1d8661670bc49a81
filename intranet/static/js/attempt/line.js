/* Sends the journal: one request at a time, again and again until the server has it all.

   `onAnswer(slot, number, reply)` hears of each answer, `onState(state)` whether the line is
   «ok», «lost», «signed-out» or «over», `onReply(reply, asked)` of every reply that was read. */

const PATIENCE = 20_000;
const LONGEST_PAUSE = 30_000;
const SILENCE = 60_000;

export class Line {
  constructor({ journal, saveUrl, stateUrl, token, onAnswer, onReply, onState }) {
    Object.assign(this, { journal, saveUrl, stateUrl, token, onAnswer, onReply, onState });
    this.state = "ok";
    this.failures = 0;
    this.heardAt = performance.now();
    window.addEventListener("online", () => this.wake());
    window.addEventListener("focus", () => this.wake());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
      else this.wake();
    });
    window.addEventListener("pagehide", () => this.#leave());
  }

  /* Send what is there; true when the server has everything that can be sent. */
  flush() {
    this.sending ??= this.#sendAll().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async #sendAll() {
    while (this.journal.hasUnsent && this.state !== "over") {
      if (!(await this.#send())) return false;
    }
    return this.state === "ok";
  }

  async #send() {
    const payload = this.journal.payload();
    const body = new FormData();
    body.append("payload", JSON.stringify(payload));
    const reply = this.#judge(await this.#post(this.saveUrl, body));
    if (!reply) return false;
    const numbers = new Map(payload.answers.map(({ slot, number }) => [slot, number]));
    if (reply.state === "in_progress") this.journal.flagged(payload.flags);
    for (const answer of reply.answers) {
      this.onAnswer(answer.slot, numbers.get(answer.slot), answer);
    }
    if (reply.state !== "in_progress") this.#become("over");
    return true;
  }

  /* Hand in what the server has by now; true when it is known what became of it. */
  async handIn(url) {
    if (!(await this.flush())) return false;
    const answer = await this.#post(url);
    if (answer?.status === 302) return this.ask();
    this.#judge(answer);
    return false;
  }

  /* Post with the token of the day; one that has grown old is asked for anew, once. */
  async #post(url, body = new FormData()) {
    const send = () => {
      body.set("csrfmiddlewaretoken", this.token);
      return this.#ask(url, { method: "POST", body, keepalive: true });
    };
    const answer = await send();
    if (answer?.status !== 403) return answer;
    this.#renew(await this.#ask(this.stateUrl));
    return send();
  }

  /* Ask how the attempt stands; true when the server said it. */
  async ask() {
    const answer = await this.#ask(this.stateUrl);
    this.#renew(answer);
    const reply = this.#judge(answer);
    if (reply && reply.state !== "in_progress") this.#become("over");
    return Boolean(reply);
  }

  #renew(answer) {
    this.token = answer?.reply?.csrf ?? this.token;
  }

  async #ask(url, options = {}) {
    const asked = performance.now();
    const patience = new AbortController();
    const timer = window.setTimeout(() => patience.abort(), PATIENCE);
    try {
      const response = await fetch(url, {
        credentials: "same-origin",
        redirect: "manual",
        cache: "no-store",
        headers: { Accept: "application/json" },
        signal: patience.signal,
        ...options,
      });
      if (response.type === "opaqueredirect") return { status: 302 };
      const reply = await response.json().catch(() => null);
      return { status: response.status, asked, reply };
    } catch {
      return null;
    } finally {
      window.clearTimeout(timer);
    }
  }

  /* What a status means for the line: everything unknown is a line that will come back. */
  #judge(answer) {
    const status = answer?.status;
    if (status === 401 || status === 404 || status === 302) {
      this.#become("signed-out");
      return null;
    }
    if (!answer?.reply || ![200, 409, 410, 422].includes(status)) {
      this.#lose();
      return null;
    }
    this.failures = 0;
    this.heardAt = performance.now();
    window.clearTimeout(this.retry);
    this.#become("ok");
    this.onReply(answer.reply, answer.asked);
    return answer.reply;
  }

  #lose() {
    this.failures += 1;
    const pause = Math.min(1000 * 2 ** this.failures, LONGEST_PAUSE) * (0.75 + Math.random() / 2);
    window.clearTimeout(this.retry);
    this.retry = window.setTimeout(() => this.wake(), pause);
    this.#become("lost");
  }

  #become(state) {
    if (this.state === state || this.state === "over") return;
    this.state = state;
    this.onState(state);
  }

  /* Something may have changed: the line is back, somebody signed in again, the lid was opened. */
  async wake() {
    const { state } = this;
    if (state === "over") return;
    const isSilent = performance.now() - this.heardAt > SILENCE;
    if (state !== "signed-out" && this.journal.hasUnsent) this.flush();
    else if ((state !== "ok" || isSilent) && (await this.ask())) this.flush();
  }

  /* The page goes away: what is still here is handed to the browser to send. */
  #leave() {
    if (this.state === "over" || this.state === "signed-out" || !this.journal.hasUnsent) return;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.token);
    body.append("payload", JSON.stringify(this.journal.payload()));
    navigator.sendBeacon(this.saveUrl, body);
  }
}
