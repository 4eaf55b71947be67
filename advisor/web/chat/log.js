// The list of messages: keeps order by number, follows the newest unless the merchant reads further up.

import { bubble, file } from "./bubbles.js";
import { linked, make } from "./dom.js";

const NEAR_PX = 120;

export class Log {
  // on: see bubbles.js, and retry(id), discard(id), earlier()
  constructor(on) {
    this.on = on;
    this.items = new Map();
    this.isEmpty = false; // known only when the history was read
    this.more = make("button", { type: "button", className: "earlier", hidden: true, onclick: () => on.earlier() });
    this.list = make("ol", {});
    this.live = make("div", { role: "log", "aria-live": "polite", "aria-relevant": "additions" }, this.list);
    this.pending = make("ol", {});
    this.typing = make("div", { className: "typing", hidden: true }, make("i"), make("i"), make("i"));
    this.newest = make("button", { type: "button", className: "newest", hidden: true, onclick: () => this.toEnd() });
    this.intro = make("section", { className: "intro" });
    this.node = make("div", { className: "scroll", tabIndex: 0, onscroll: () => this.isNearEnd() && (this.newest.hidden = true) });
    this.node.append(this.more, this.intro, this.live, this.pending, this.typing, this.newest);
    this.speak();
  }

  // Everything in the words of `on.words`; called again when the language changes.
  speak() {
    const { words } = this.on;
    this.live.setAttribute("aria-label", words.log);
    this.node.setAttribute("aria-label", words.log);
    this.more.textContent = words.earlier;
    this.newest.textContent = words.newest;
    const texts = [make("b", {}, words.welcome), make("p", {}, words.welcomeText)];
    this.starter = make("button", { type: "button", onclick: () => this.on.say(words.startWords) }, words.start);
    this.intro.replaceChildren(...texts, make("p", { className: "privacy" }, words.privacy), this.starter);
    this.starter.hidden = !this.isEmpty;
    this.typing.replaceChildren(make("i"), make("i"), make("i"), make("span", { className: "hidden-text" }, `${words.bot} ${words.typing}`));
    const known = [...this.items.values()].map((item) => item.message);
    this.live.setAttribute("aria-busy", "true");
    this.items.clear();
    this.list.replaceChildren();
    known.forEach((message) => this.put(message));
    this.live.setAttribute("aria-busy", "false");
  }

  // Put a message at its place; one already there stays as it is.
  put(message) {
    if (this.items.has(message.seq)) return;
    const wasNearEnd = this.isNearEnd();
    const before = [...this.list.children].reverse().find((item) => item.message.seq < message.seq);
    const item = bubble(message, before?.message, this.on);
    if (before) before.after(item);
    else this.list.prepend(item);
    this.items.set(message.seq, item);
    this.setEmpty(false);
    this.dimPast();
    this.grown(wasNearEnd || message.from === "merchant");
  }

  // What is not sent yet, below the rest.
  putQueue(queue) {
    const wasNearEnd = this.isNearEnd();
    this.pending.replaceChildren(...queue.map((item) => this.unsent(item)));
    this.grown(wasNearEnd);
  }

  unsent(item) {
    const { words } = this.on;
    const said = item.file ? [file(item.file)] : linked(item.text);
    const node = make("div", { className: "bubble" }, ...said);
    if (item.file && item.state === "sending") node.append(make("progress", { max: 100, value: item.percent || 0, "aria-label": words.uploading(item.percent || 0) }));
    const state = make("div", { className: `state ${item.state}` }, this.stateOf(item));
    if (item.state === "failed") {
      state.append(make("button", { type: "button", onclick: () => this.on.retry(item.client_id) }, words.retry));
      state.append(make("button", { type: "button", onclick: () => this.on.discard(item.client_id) }, words.discard));
    }
    return make("li", {}, make("div", { className: "turn merchant" }, node, state));
  }

  stateOf(item) {
    const { words } = this.on;
    if (item.state === "failed") return item.words || words.failed;
    if (item.state === "waiting") return item.attempted ? words.waiting : words.sending;
    return item.file && (item.percent || 0) < 100 ? words.uploading(item.percent || 0) : words.sending;
  }

  // Buttons of earlier turns stay usable and step back.
  dimPast() {
    const items = [...this.list.children];
    const lastOwn = items.map((item) => item.message.from).lastIndexOf("merchant");
    items.forEach((item, index) => item.classList.toggle("past", index < lastOwn));
  }

  // Nothing was ever said: a button begins.
  setEmpty(isEmpty) {
    this.isEmpty = isEmpty;
    this.starter.hidden = !isEmpty;
  }

  setTyping(isTyping) {
    const wasNearEnd = this.isNearEnd();
    this.typing.hidden = !isTyping;
    this.grown(wasNearEnd);
  }

  isNearEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_PX;
  }

  grown(follow = this.newest.hidden) {
    if (follow) this.toEnd();
    else this.newest.hidden = this.isNearEnd();
  }

  toEnd() {
    this.newest.hidden = true;
    this.node.scrollTop = this.node.scrollHeight;
  }
}
