// <advisor-chat>: the window around the conversation. Other scripts of the page may call open(), close() and ask(text).

import { Composer } from "./composer.js";
import { Connection, Refused } from "./connection.js";
import { Conversation } from "./conversation.js";
import { icon, make } from "./dom.js";
import { isUploading, Log } from "./log.js";
import { sheet } from "./style.js";
import { chosenLanguage, keepLanguage, words } from "./words.js";

const TYPING_AFTER_MS = 350;
const WIDE = matchMedia("(min-width: 1100px)");
const NARROW = matchMedia("(max-width: 640px)");

class AdvisorChat extends HTMLElement {
  begin(settings) {
    this.language = chosenLanguage(settings.language);
    this.connection = new Connection({ ...settings, language: this.language });
    this.conversation = new Conversation(this.connection);
    this.toggleAttribute("docked", settings.docked);
    this.unreadCount = 0;
    this.build();
    this.wire();
    this.speak();
    this.show(settings.docked && WIDE.matches);
    this.conversation.start();
  }

  build() {
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    const say = (item) => this.conversation.say(item);
    this.on = { words: words(this.language), zoom: (address, text) => this.zoom(address, text) };
    Object.assign(this.on, { say: (text) => say({ text }), send: (file) => say({ file }) });
    Object.assign(this.on, { press: (button) => say({ text: button.title, button: button.id }) });
    Object.assign(this.on, { picture: (path) => this.connection.picture(path), grow: (change) => this.log.grow(change) });
    Object.assign(this.on, { visit: (path) => this.visit(path) });
    Object.assign(this.on, { retry: (id) => this.conversation.retry(id), discard: (id) => this.conversation.discard(id) });
    Object.assign(this.on, { earlier: () => this.earlier(), choose: () => this.composer.choose() });
    this.log = new Log(this.on);
    this.composer = new Composer(this.on);
    this.unread = make("span", { className: "unread", hidden: true });
    this.launcherName = make("span");
    this.launcher = make("button", { type: "button", className: "launcher", onclick: () => this.open() });
    this.launcher.append(icon("chat"), this.launcherName, this.unread);
    this.panel = make("section", { className: "panel", onkeydown: (event) => this.key(event) });
    this.panel.addEventListener("dragover", (event) => event.preventDefault());
    this.panel.addEventListener("drop", (event) => this.dropped(event));
    this.banner = make("p", { className: "banner", role: "status", hidden: true });
    this.panel.append(this.head(), this.banner, this.log.node, ...this.composer.nodes);
    this.dialog = make("dialog", { onclick: () => this.dialog.close() });
    root.append(this.launcher, this.panel, this.dialog);
  }

  head() {
    this.titleNode = make("h2");
    this.dot = make("i", { className: "off" });
    this.role_ = make("span");
    this.languageButton = make("button", { type: "button", className: "tool", onclick: () => this.switchLanguage() });
    this.closeButton = make("button", { type: "button", className: "tool close", onclick: () => this.close() }, icon("down"));
    const names = make("div", { className: "names" }, this.titleNode, make("span", {}, this.dot, this.role_));
    const mark = make("span", { className: "mark" }, icon("chat"));
    return make("div", { className: "head" }, mark, names, this.languageButton, this.closeButton);
  }

  wire() {
    const { conversation } = this;
    conversation.addEventListener("message", ({ detail }) => this.took(detail.message));
    conversation.addEventListener("queue", () => this.queueChanged());
    conversation.addEventListener("earlier", ({ detail }) => this.gotEarlier(detail.more));
    conversation.addEventListener("state", ({ detail }) => this.stateChanged(detail.state));
    conversation.addEventListener("ready", () => this.becameReady());
    WIDE.addEventListener("change", () => this.hasAttribute("docked") && this.show(WIDE.matches));
  }

  speak() {
    const said = words(this.language);
    Object.assign(this.on, { words: said });
    this.connection.language = this.language;
    this.lang = said.locale;
    this.titleNode.textContent = said.title;
    this.role_.textContent = said.bot;
    this.launcherName.textContent = said.openShort;
    this.launcher.setAttribute("aria-label", said.open);
    this.panel.setAttribute("aria-label", said.title);
    this.closeButton.setAttribute("aria-label", said.close);
    this.languageButton.textContent = said.switchTo;
    this.languageButton.setAttribute("aria-label", said.switchLabel);
    this.log.speak();
    this.composer.speak();
    this.queueChanged();
    this.stateChanged(this.shownState);
  }

  switchLanguage() {
    this.setLanguage(this.language === "zh" ? "en" : "zh");
    keepLanguage(this.language);
    this.dispatchEvent(new CustomEvent("advisor-language", { detail: this.language, bubbles: true }));
  }

  setLanguage(language) {
    if (language === this.language) return;
    this.language = language;
    this.speak();
  }

  open() {
    this.show(true);
    this.composer.text.focus();
  }

  close() {
    this.leftAt = this.log.node.scrollTop;
    this.show(false);
    this.launcher.focus();
  }

  // Open the chat with a question of the page, as if the merchant had typed it.
  ask(text) {
    this.show(true);
    this.conversation.say({ text });
  }

  show(isOpen) {
    this.panel.hidden = !isOpen;
    this.launcher.hidden = isOpen;
    const isBeside = this.hasAttribute("docked") && WIDE.matches;
    this.panel.setAttribute("role", isBeside ? "complementary" : "dialog");
    const isSheet = isOpen && NARROW.matches;
    this.panel.toggleAttribute("aria-modal", false);
    if (isSheet) this.panel.setAttribute("aria-modal", "true");
    document.documentElement.style.overflow = isSheet ? "hidden" : "";
    if (!isOpen) return;
    this.log.node.scrollTop = this.leftAt || 0;
    if (!this.leftAt || this.unreadCount) this.log.follow();
    this.unreadCount = 0;
    this.unread.hidden = true;
    this.composer.changed();
  }

  key(event) {
    if (event.key === "Escape" && !event.isComposing && !(this.hasAttribute("docked") && WIDE.matches)) this.close();
  }

  // Open a report in a tab of its own, which must be there before anything is waited for; returns what went wrong.
  async visit(path) {
    const tab = window.open("", "_blank");
    try {
      const address = await this.connection.reportAddress(path);
      if (!tab) return location.assign(address);
      tab.opener = null;
      tab.location.replace(address);
    } catch (error) {
      tab?.close();
      return error instanceof Refused ? error.message : words(this.language).notOpened;
    }
  }

  // A file dropped on the chat; the browser would leave the page for it.
  dropped(event) {
    const files = [...event.dataTransfer.files];
    if (files.length) event.preventDefault();
    files.forEach((file) => this.composer.take(file));
  }

  took(message) {
    this.log.put(message);
    if (!this.isReady || !this.panel.hidden || message.from === "merchant") return;
    this.unread.textContent = String(++this.unreadCount);
    this.unread.hidden = false;
  }

  queueChanged() {
    const { queue } = this.conversation;
    this.log.putQueue(queue);
    const isSending = queue.some((item) => item.state === "sending" && !isUploading(item));
    if (!isSending) clearTimeout(this.typingTimer);
    else if (!this.wasSending) this.typingTimer = setTimeout(() => this.log.setTyping(true), TYPING_AFTER_MS);
    if (!isSending) this.log.setTyping(false);
    this.wasSending = isSending;
  }

  async earlier() {
    const height = this.log.node.scrollHeight;
    await this.conversation.earlier().catch(() => this.stateChanged("off"));
    this.log.node.scrollTop += this.log.node.scrollHeight - height;
  }

  gotEarlier(more) {
    this.log.more.hidden = !more;
    this.log.intro.hidden = more;
  }

  becameReady() {
    this.isReady = true;
    this.log.setEmpty(!this.log.items.size);
    this.log.follow();
    this.dispatchEvent(new CustomEvent("advisor-ready"));
  }

  stateChanged(state) {
    this.shownState = state;
    const said = words(this.language);
    this.dot.classList.toggle("off", state !== "on");
    this.banner.textContent = { off: said.offline, "signed-out": said.signedOut }[state] || "";
    this.banner.hidden = !this.banner.textContent;
  }

  zoom(address, text) {
    const close = make("button", { type: "button", className: "tool", "aria-label": words(this.language).close }, icon("close"));
    this.dialog.replaceChildren(make("figure", {}, make("img", { src: address, alt: text })), close);
    this.dialog.showModal();
    close.focus();
  }
}

// Begin with the element the page has, or put one at its end.
export function place(settings) {
  if (!customElements.get("advisor-chat")) customElements.define("advisor-chat", AdvisorChat);
  const placed = document.querySelector("advisor-chat") || document.body.appendChild(make("advisor-chat"));
  if (!placed.shadowRoot) placed.begin(settings);
}
