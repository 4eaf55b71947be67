// One message as a list item: text, file, picture, card and buttons.

import { icon, make, sizeOf, written } from "./dom.js";

const PAUSE_MS = 30 * 60_000; // after such a pause the time is shown

// on: {words, press(button), picture(path) -> address, zoom(address, text), grow(change), visit(path)}
export function bubble(message, before, on) {
  if (message.from === "system") return item(message, divider(message, before, on.words), make("p", { className: "system" }, message.text || ""));
  const isFirst = !before || before.from !== message.from || startsSession(message, before);
  const label = isFirst && message.from !== "merchant" ? make("span", { className: "who" }, on.words[message.from]) : null;
  const turn = make("div", { className: `turn ${message.from}` }, label, ...content(message, on));
  return item(message, divider(message, before, on.words), turn);
}

function item(message, ...children) {
  const node = make("li", {}, ...children);
  node.message = message;
  return node;
}

function content(message, on) {
  return [
    message.text ? make("div", { className: "bubble" }, ...written(message.text)) : null,
    message.file ? make("div", { className: "bubble" }, file(message.file)) : null,
    message.image ? picture(message, on) : null,
    message.card ? card(message.card, on) : null,
    message.buttons?.length ? buttons(message.buttons, on) : null,
  ];
}

export function file({ name, size }) {
  const names = make("span", {}, name, make("small", {}, sizeOf(size || 0)));
  return make("span", { className: "file" }, icon("file"), names);
}

// {title, text, rows: [[label, value], ...], links: [{title, path}, ...], note}: every part may be missing.
function card({ title, text, rows = [], links = [], note }, on) {
  const pairs = rows.flatMap(([label, value]) => [make("dt", {}, String(label)), make("dd", {}, String(value))]);
  return make(
    "section",
    { className: "card" },
    title ? make("h3", {}, title) : null,
    text ? make("p", {}, text) : null,
    pairs.length ? make("dl", {}, ...pairs) : null,
    links.length ? make("div", { className: "buttons" }, ...links.map((one) => link(one, on))) : null,
    note ? make("p", {}, note) : null,
  );
}

// Opens something that only this merchant may see; what went wrong is said in its place.
function link({ title, path }, on) {
  const open = async () => {
    const failed = await on.visit(path);
    said.textContent = failed || "";
  };
  const said = make("span", { role: "status" });
  return make("span", { className: "link" }, make("button", { type: "button", onclick: open }, title), said);
}

function buttons(all, on) {
  const made = all.map((one) => make("button", { type: "button", onclick: () => on.press(one) }, one.title));
  return make("div", { className: "buttons" }, ...made);
}

function picture(message, on) {
  const text = on.words.pictureOf(firstLine(message.text));
  const frame = make("button", { type: "button", className: "picture", "aria-label": `${on.words.zoom}: ${text}` });
  const load = async () => {
    frame.replaceChildren(make("span", {}, on.words.pictureLoading));
    try {
      const address = await on.picture(message.image);
      const image = make("img", { src: address, alt: text });
      await image.decode(); // its height is known, so that the page grows once
      on.grow(() => frame.replaceChildren(image));
      frame.onclick = () => on.zoom(address, text);
    } catch {
      frame.replaceChildren(make("span", {}, on.words.pictureFailed));
      frame.onclick = load;
    }
  };
  load();
  return frame;
}

function firstLine(text) {
  return (text || "").split("\n")[0].replace(/[：:]$/, "").slice(0, 80);
}

function startsSession(message, before) {
  return !before || Date.parse(message.at) - Date.parse(before.at) > PAUSE_MS;
}

function divider(message, before, words) {
  if (!startsSession(message, before)) return null;
  return make("p", { className: "divider" }, timeOf(new Date(message.at), words));
}

function timeOf(at, words) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
  const time = at.toLocaleTimeString(words.locale, { hour: "2-digit", minute: "2-digit" });
  const day = [words.today, words.yesterday][days] || at.toLocaleDateString(words.locale, { month: "long", day: "numeric" });
  return `${day} ${time}`;
}
