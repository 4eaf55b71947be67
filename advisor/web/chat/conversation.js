// The conversation as this tab knows it: what came (by number) and what is still to be sent (in order).
//
// Every message to be sent has a client_id of its own, so sending it twice is harmless: after any doubt it is sent
// again. While one is in doubt, what the server tells of the merchant's own messages is held back: one of them may be
// this very message, and it would be shown twice.

import { Refused, SignedOut } from "./connection.js";

const PAUSES_MS = [1000, 2000, 4000, 8000, 15000];
const TRIES_ON_TROUBLE = 3;
const HIDDEN_MS = 60_000;

// Events: message {message}, queue {}, earlier {more}, state {state}, ready {}. States: on, off, signed-out.
export class Conversation extends EventTarget {
  constructor(connection) {
    super();
    Object.assign(this, { connection, first: null, queue: [], held: [], inDoubt: false, isSending: false });
    this.last = 0; // everything up to this number was seen
    this.seen = new Set();
    this.sleepers = new Set();
    addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => this.watchVisibility());
  }

  async start() {
    await this.untilItWorks(async () => {
      this.storageKey = `advisor-chat:unsent:${await this.connection.merchant()}`;
      this.restore();
      await this.drain();
      const { messages, more } = await this.connection.history();
      if (messages.length) this.last = Math.max(this.last, messages[0].seq - 1);
      messages.forEach((message) => this.accept(message));
      this.tell("earlier", { more });
    });
    this.tell("ready");
    this.drainSoon();
    this.follow();
  }

  async earlier() {
    const { messages, more } = await this.connection.history(this.first);
    messages.forEach((message) => this.accept(message));
    this.tell("earlier", { more });
  }

  say(item) {
    this.queue.push({ client_id: newId(), state: "waiting", tries: 0, ...item });
    this.changed();
    this.drainSoon();
  }

  retry(clientId) {
    this.queue.filter((item) => item.client_id === clientId).forEach((item) => (item.state = "waiting"));
    this.drainSoon();
  }

  discard(clientId) {
    this.queue = this.queue.filter((item) => item.client_id !== clientId);
    this.changed();
    this.drainSoon();
  }

  // One loop at a time empties the queue; a new message ends its pause.
  async drainSoon() {
    if (this.isDraining) return this.wake();
    this.isDraining = true;
    await this.untilItWorks(() => this.drain());
    this.isDraining = false;
  }

  // Send what waits, one after the other. Throws where the network fails: the item stays and is tried again.
  async drain() {
    if (this.isSending) return;
    this.isSending = true;
    try {
      for (let item; (item = this.queue.find((one) => one.state === "waiting")); ) await this.sendOne(item);
    } finally {
      this.isSending = false;
      if (!this.inDoubt) this.release();
    }
  }

  async sendOne(item) {
    item.state = "sending";
    this.inDoubt = true;
    this.changed();
    try {
      const { seq, messages } = item.file ? await this.sendFile(item) : await this.connection.send(item);
      this.inDoubt = false;
      this.queue = this.queue.filter((one) => one !== item);
      this.changed();
      [ownMessage(item, seq), ...messages].forEach((message) => this.accept(message));
      this.release();
    } catch (error) {
      Object.assign(item, { state: "waiting", attempted: true });
      if (error instanceof Refused && (!error.again || ++item.tries >= TRIES_ON_TROUBLE)) {
        Object.assign(item, { state: "failed", words: error.message });
        this.inDoubt = false;
      }
      this.changed();
      if (item.state === "waiting") throw error;
    }
  }

  sendFile(item) {
    return this.connection.sendFile(item, (percent) => {
      item.percent = percent;
      this.tell("queue");
    });
  }

  // Take a message in; the same number twice is the same message.
  accept(message) {
    if (this.inDoubt && (this.held.length || message.from === "merchant")) {
      this.held.push(message);
      return;
    }
    this.seen.add(message.seq);
    while (this.seen.has(this.last + 1)) this.last++;
    this.first = Math.min(this.first ?? message.seq, message.seq);
    this.tell("message", { message });
  }

  release() {
    this.held.splice(0).forEach((message) => this.accept(message));
  }

  // The stream of what comes, opened again whenever it breaks; paused where nobody looks.
  async follow() {
    for (let failures = 0; ; ) {
      await this.visible();
      this.stopper = new AbortController();
      const opened = () => {
        failures = 0;
        this.state("on");
      };
      try {
        await this.connection.listen(this.last, this.stopper.signal, opened, (message) => this.accept(message));
      } catch (error) {
        if (this.stopper.signal.aborted) continue;
        if (this.isSignedOut(error)) return;
        if (!(error instanceof Refused)) this.state("off");
        await this.pause(failures++);
      }
    }
  }

  watchVisibility() {
    clearTimeout(this.hiding);
    if (document.hidden) this.hiding = setTimeout(() => this.stopper?.abort(), HIDDEN_MS);
    else this.wake();
  }

  visible() {
    if (!document.hidden) return null;
    return new Promise((resolve) =>
      document.addEventListener("visibilitychange", () => resolve(), { once: true }),
    );
  }

  async untilItWorks(work) {
    for (let failures = 0; ; failures++) {
      try {
        await work();
        if (failures) this.state("on");
        return;
      } catch (error) {
        if (this.isSignedOut(error)) return;
        if (!(error instanceof Refused)) this.state("off");
        await this.pause(failures);
      }
    }
  }

  isSignedOut(error) {
    const isOut = error instanceof SignedOut || (error instanceof Refused && error.status === 401);
    if (isOut) this.state("signed-out");
    return isOut;
  }

  pause(failures) {
    const ms = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)];
    return new Promise((resolve) => {
      this.sleepers.add(resolve);
      setTimeout(() => this.sleepers.delete(resolve) && resolve(), ms * (0.8 + 0.4 * Math.random()));
    });
  }

  // Try again now: the network is back, the merchant looks again, or there is something new to send.
  wake() {
    this.sleepers.forEach((resolve) => resolve());
    this.sleepers.clear();
  }

  state(state) {
    this.tell("state", { state });
  }

  // Tell of a change of the queue and keep it over a reload. Files cannot be kept; their bubbles stay as long as the tab.
  changed() {
    this.tell("queue");
    if (!this.storageKey) return;
    const kept = this.queue.filter((item) => !item.file).map(({ words, ...item }) => item);
    try {
      sessionStorage.setItem(this.storageKey, JSON.stringify(kept));
    } catch {
      // storage is switched off: unsent messages last as long as the page
    }
  }

  restore() {
    if (this.isRestored) return;
    this.isRestored = true;
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.storageKey)) || [];
      this.queue = [...kept.map((item) => ({ ...item, state: "waiting", tries: 0 })), ...this.queue];
    } catch {
      // nothing was kept
    }
    this.changed();
  }

  tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function ownMessage(item, seq) {
  const file = item.file ? { name: item.file.name, size: item.file.size } : null;
  return { seq, from: "merchant", at: new Date().toISOString(), text: item.text || null, buttons: [], file };
}

function newId() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
