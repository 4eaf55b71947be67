// Where the merchant writes: text, the file button and the shortcuts.

import { icon, make } from "./dom.js";

const LONGEST_TEXT = 2000;
const COUNT_FROM = 1800;
const LARGEST_FILE_BYTES = 20 * 1024 * 1024;
const TYPES = ".csv,.tsv,.txt,.xlsx,.xls";

export class Composer {
  // on: {words, say(text), send(file)}. A file comes from the button, from another one (`choose`) or is dropped (`take`).
  constructor(on) {
    this.on = on;
    this.text = make("textarea", { rows: 1, oninput: () => this.changed(), onkeydown: (event) => this.key(event) });
    this.picker = make("input", { type: "file", accept: TYPES, hidden: true, onchange: () => this.picked() });
    this.attach = make("button", { type: "button", className: "tool", onclick: () => this.choose() }, icon("attach"));
    this.sendButton = make("button", { type: "submit", className: "send" }, icon("send"));
    this.form = make("form", { onsubmit: (event) => this.submit(event) });
    this.form.append(this.attach, this.picker, make("div", { className: "box" }, this.text), this.sendButton);
    this.quick = make("div", { className: "quick", role: "group" });
    this.note = make("p", { className: "note", role: "status" });
    this.nodes = [this.quick, this.form, this.note];
    this.speak();
  }

  speak() {
    const { words } = this.on;
    this.text.placeholder = words.placeholder;
    this.text.setAttribute("aria-label", words.input);
    this.attach.setAttribute("aria-label", `${words.attach} (${words.attachHint})`);
    this.attach.title = `${words.attach} · ${words.attachHint}`;
    this.picker.setAttribute("aria-label", words.attach);
    this.sendButton.setAttribute("aria-label", words.send);
    this.quick.setAttribute("aria-label", words.quick);
    const chips = words.quickWords.map((word) => make("button", { type: "button", onclick: () => this.on.say(word) }, word));
    this.quick.replaceChildren(...chips);
    this.changed();
  }

  key(event) {
    const isComposing = event.isComposing || event.keyCode === 229; // an input method is choosing characters
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text) return;
    if (length(text) > LONGEST_TEXT) return this.say(this.on.words.tooLong(LONGEST_TEXT), true);
    this.text.value = "";
    this.changed();
    this.text.focus();
    this.on.say(text);
  }

  choose() {
    this.picker.click();
  }

  picked() {
    const files = [...this.picker.files];
    this.picker.value = "";
    files.forEach((file) => this.take(file));
  }

  take(file) {
    if (file.size > LARGEST_FILE_BYTES) return this.say(this.on.words.fileTooLarge, true);
    if (!file.size) return this.say(this.on.words.fileEmpty, true);
    this.changed();
    this.on.send(file);
  }

  changed() {
    const { words } = this.on;
    const used = length(this.text.value);
    this.sendButton.setAttribute("aria-disabled", String(!this.text.value.trim()));
    this.text.style.height = "auto";
    if (this.text.scrollHeight) this.text.style.height = `${Math.min(this.text.scrollHeight, 140)}px`;
    if (used > COUNT_FROM) this.say(words.count(used, LONGEST_TEXT), used > LONGEST_TEXT);
    else this.say(words.footer, false);
  }

  say(sentence, isWarning) {
    if (this.note.textContent !== sentence) this.note.textContent = sentence;
    this.note.classList.toggle("warn", isWarning);
  }
}

// As the server counts: characters, not UTF-16 units.
function length(text) {
  return [...text].length;
}
