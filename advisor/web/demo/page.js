// The demo portal: sign in as a made-up shop, look at its orders, settlements and funds, ask the chat beside them.

import { make } from "../chat/dom.js";
import { chosenLanguage, keepLanguage } from "../chat/words.js";
import { table, tile } from "./tables.js";
import { WORDS } from "./words.js";

const main = document.getElementById("main");
let language = chosenLanguage("zh");
let words = WORDS[language];
let shop = null;
let choices = [];
let view = "overview";

async function call(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options || {});
  return answer.ok ? answer.json() : null;
}

async function begin() {
  const answer = await call("/demo/shop");
  shop = answer?.shop;
  choices = answer?.shops || [];
  if (shop) openChat();
  draw();
}

async function signIn(id) {
  if (await call("/demo/sign-in", { shop: id })) await begin();
}

async function signOut() {
  await call("/demo/sign-out", {});
  location.reload();
}

// As any portal does it: one script tag.
function openChat() {
  document.body.classList.add("has-chat");
  if (document.querySelector("script[data-token-url]")) return;
  const script = make("script", { src: "/web/advisor-chat.js" });
  Object.assign(script.dataset, { tokenUrl: "/demo/token", lang: language, docked: "" });
  document.body.append(script);
}

async function ask(question) {
  await customElements.whenDefined("advisor-chat"); // pressed before the chat has come, it is asked when it comes
  document.querySelector("advisor-chat").ask(question);
}

function draw() {
  document.documentElement.lang = words.locale;
  document.title = words.pageTitle;
  document.querySelectorAll("[data-say]").forEach((node) => (node.textContent = words[node.dataset.say]));
  document.getElementById("language").textContent = words.switchTo;
  document.getElementById("sign-out").hidden = !shop;
  document.getElementById("shop-name").textContent = shop ? `${shop.name[language]} · ${shop.platform[language]}` : "";
  main.className = shop ? "portal" : "choose";
  main.replaceChildren(...(shop ? portal() : chooser()));
}

function chooser() {
  const cards = choices.map((one) =>
    make(
      "button",
      { type: "button", className: "choice", onclick: () => signIn(one.id) },
      make("span", { className: "initial" }, one.initial),
      make("span", { className: "platform" }, one.platform[language]),
      make("b", {}, one.name[language]),
      make("span", { className: "owner" }, one.owner[language]),
      make("span", { className: "situation" }, one.situation[language]),
      make("span", { className: "enter" }, words.signIn),
    ),
  );
  const title = make("h1", {}, words.chooseTitle);
  const shown = cards.length ? make("div", { className: "choices" }, ...cards) : make("p", {}, words.trouble);
  return [title, make("p", { className: "lead" }, words.chooseText), shown, make("p", { className: "made-up" }, words.demoLong)];
}

function portal() {
  const tabs = Object.entries(words.views).map(([id, name]) => {
    const choose = () => ((view = id), draw());
    return make("button", { type: "button", "aria-current": String(id === view), onclick: choose }, name);
  });
  const title = make("h1", { className: "hidden-text" }, words.views[view]);
  const nav = make("nav", { "aria-label": words.brand }, ...tabs);
  return [nav, title, ...views[view](), make("p", { className: "made-up" }, words.demoLong)];
}

const views = {
  overview: () => [notice(), tiles(), questions(), section(words.onTheWayList, settlements(4)), section(words.recentOrders, orders(5), words.useOrders)],
  orders: () => [section(words.views.orders, orders(), words.useOrders)],
  settlements: () => [tiles(), section(words.views.settlements, settlements())],
  funds: () => [tiles(), section(words.views.funds, table("funds", shop.movements, { words, language }), words.useFunds)],
};

function notice() {
  const question = () => ask(shop.notice_question[language]);
  const button = make("button", { type: "button", onclick: question }, words.askAdvisor);
  return make("p", { className: "notice" }, make("span", {}, shop.notice[language]), button);
}

function tiles() {
  const figures = { available: shop.available_fen, onTheWay: shop.on_the_way_fen, deposit: shop.deposit_fen };
  return make("div", { className: "tiles" }, ...Object.entries(figures).map(([name, fen]) => tile(words[name], fen, name)));
}

function questions() {
  const chips = shop.questions.map((one) => make("button", { type: "button", onclick: () => ask(one[language]) }, one[language]));
  return make("div", { className: "asks" }, make("span", {}, words.asks), ...chips);
}

function orders(count) {
  return table("orders", shop.orders.slice(0, count), { words, language });
}

function settlements(count) {
  return table("settlements", shop.settlements.slice(0, count), { words, language, ask });
}

// A table under its title; `way`: what may be done with it in the chat, as [title, sentence].
function section(title, content, way) {
  const button = way && make("button", { type: "button", onclick: () => ask(way[1]) }, way[0]);
  return make("section", {}, make("header", {}, make("h2", {}, title), button), content);
}

document.getElementById("sign-out").addEventListener("click", signOut);
document.getElementById("language").addEventListener("click", () => speak(language === "zh" ? "en" : "zh"));
document.addEventListener("advisor-language", ({ detail }) => speak(detail));

function speak(chosen) {
  language = chosen;
  words = WORDS[language];
  keepLanguage(language);
  document.querySelector("advisor-chat")?.setLanguage?.(language);
  draw();
}

begin();
