// The list of messages: keeps order by number, follows the newest unless the merchant reads further up, and never
// scrolls the beginning of a long answer away: what is below it is reached by the button "more below".

import { bubble, file } from "./bubbles.js";
import { make, written } from "./dom.js";

const NEAR_PX = 120;
const ABOVE_PX = 12;

export class Log {
  // on: see bubbles.js, and say(text), choose(), retry(id), discard(id), earlier()
  constructor(on) {
    this.on = on;
    this.items = new Map();
    this.isEmpty = false; // known only when the history was read
    this.more = make("button", { type: "button", className: "earlier", hidden: true, onclick: () => on.earlier() });
    this.list = make("ol", {});
    this.live = make("div", { role: "log", "aria-live": "polite", "aria-relevant": "additions" }, this.list);
    this.pending = make("ol", {});
    this.typing = make("div", { className: "typing", hidden: true }, make("i"), make("i"), make("i"));
    this.newest = make("button", { type: "button", className: "newest", hidden: true, onclick: () => this.toEnd(true) });
    this.intro = make("section", { className: "intro" });
    this.node = make("div", { className: "scroll", tabIndex: 0, onscroll: () => this.isNearEnd(0) && (this.newest.hidden = true) });
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
    this.starters = make("div", { className: "starters" }, ...this.beginnings());
    this.intro.replaceChildren(...texts, make("p", { className: "privacy" }, words.privacy), this.starters);
    this.starters.hidden = !this.isEmpty;
    this.typing.replaceChildren(make("i"), make("i"), make("i"), make("span", { className: "hidden-text" }, `${words.bot} ${words.typing}`));
    const known = [...this.items.values()].map((item) => item.message);
    this.live.setAttribute("aria-busy", "true");
    this.items.clear();
    this.beginning = null;
    this.list.replaceChildren();
    known.forEach((message) => this.put(message));
    this.live.setAttribute("aria-busy", "false");
  }

  beginnings() {
    const { words } = this.on;
    const said = words.starters.map(([title, text]) => make("button", { type: "button", onclick: () => this.on.say(text) }, title));
    const upload = make("button", { type: "button", onclick: () => this.on.choose() }, words.attach);
    return [said[0], upload, ...said.slice(1)];
  }

  // Put a message at its place; one already there stays as it is.
  put(message) {
    if (this.items.has(message.seq)) return;
    const before = [...this.list.children].reverse().find((item) => item.message.seq < message.seq);
    const item = bubble(message, before?.message, this.on);
    const isNewest = (before || null) === this.list.lastElementChild;
    this.items.set(message.seq, item);
    this.grow(() => {
      if (before) before.after(item);
      else this.list.prepend(item);
      this.setEmpty(false);
      this.dimPast();
      if (isNewest && message.from !== "bot") this.beginning = item;
    }, isNewest && message.from === "merchant");
  }

  // What is not sent yet, below the rest.
  putQueue(queue) {
    const isLonger = queue.length > this.pending.children.length;
    this.grow(() => this.pending.replaceChildren(...queue.map((item) => this.unsent(item))));
    if (isLonger) this.toEnd();
  }

  unsent(item) {
    const { words } = this.on;
    const said = item.file ? [file(item.file)] : written(item.text);
    const node = make("div", { className: "bubble" }, ...said);
    if (item.file && item.state === "sending") node.append(make("progress", { max: 100, value: item.percent || 0, "aria-label": this.stateOf(item) }));
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
    if (isUploading(item)) return words.uploading(item.percent || 0);
    return item.file ? words.reading : words.sending;
  }

  // Buttons of earlier turns stay usable and step back.
  dimPast() {
    const items = [...this.list.children];
    const lastOwn = items.map((item) => item.message.from).lastIndexOf("merchant");
    items.forEach((item, index) => item.classList.toggle("past", index < lastOwn));
  }

  // Nothing was ever said: buttons begin.
  setEmpty(isEmpty) {
    this.isEmpty = isEmpty;
    if (!isEmpty && this.starters.matches(":focus-within")) this.node.focus({ preventScroll: true }); // not lost with them
    this.starters.hidden = !isEmpty;
  }

  setTyping(isTyping) {
    this.grow(() => (this.typing.hidden = !isTyping));
  }

  isNearEnd(px = NEAR_PX) {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight <= px + 1;
  }

  // Change what is shown; follow it where the merchant was at the end.
  grow(change, mustFollow = false) {
    const isFollowing = this.isNearEnd() || mustFollow;
    change();
    if (isFollowing) this.follow();
    else this.newest.hidden = this.isNearEnd();
  }

  // To the end, but not past the beginning of the newest answer, unless the merchant was past it already.
  follow() {
    const end = this.node.scrollHeight - this.node.clientHeight;
    const start = this.beginning ? this.beginning.offsetTop - ABOVE_PX : end;
    const fits = end <= start + (this.beginning?.offsetHeight || 0);
    this.node.scrollTop = fits || this.node.scrollTop > start + 1 ? end : start;
    this.newest.hidden = this.isNearEnd(0);
  }

  toEnd(mustFocus = false) {
    if (mustFocus) this.node.focus({ preventScroll: true }); // the button that was pressed goes
    this.newest.hidden = true;
    this.node.scrollTop = this.node.scrollHeight;
  }
}

export function isUploading(item) {
  return Boolean(item.file) && (item.percent || 0) < 100;
}
