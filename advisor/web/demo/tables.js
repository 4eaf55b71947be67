// Tables and tiles of the demo portal. Amounts arrive in fen and are shown in yuan.

import { make } from "../chat/dom.js";

export function yuan(fen) {
  return (fen / 100).toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function tile(name, fen, kind) {
  return make("div", { className: `tile ${kind}` }, make("span", {}, name), make("b", {}, `¥${yuan(fen)}`));
}

// Columns of each table: [heading, cell content, class].
const COLUMNS = {
  orders: [
    ["goods", (row, on) => row.goods[on.language], "main"],
    ["number", (row) => row.number, "quiet wide"],
    ["date", (row, on) => day(row.date, on), "quiet wide"],
    ["amount", (row) => yuan(row.amount_fen), "money"],
    ["stage", (row, on) => stage(row.stage, on)],
    ["paysOn", paysOn, "quiet wide"],
  ],
  settlements: [
    ["number", (row) => row.number, "main"],
    ["amount", (row) => yuan(row.amount_fen), "money"],
    ["stage", (row, on) => stage(row.stage, on)],
    ["paysOn", paysOn, "quiet"],
    ["askAdvisor", why, "ask"],
  ],
  funds: [
    ["date", (row, on) => day(row.date, on), "quiet"],
    ["kind", (row, on) => on.words.kinds[row.kind], "main"],
    ["amount", (row) => `${row.amount_fen > 0 ? "+" : "−"}${yuan(Math.abs(row.amount_fen))}`, "money"],
    ["balance", (row) => yuan(row.balance_fen), "money quiet"],
  ],
};

// on: {words, language, ask}
export function table(kind, rows, on) {
  const columns = COLUMNS[kind];
  const heads = columns.map(([name, , look = ""]) => make("th", { scope: "col", className: look }, on.words[name]));
  const lines = rows.map((row) => make("tr", {}, ...columns.map(([, cell, look = ""]) => make("td", { className: look }, cell(row, on)))));
  return make("table", { className: kind }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines));
}

function stage(id, on) {
  return make("span", { className: `stage ${id}` }, on.words.stages[id]);
}

function day(date, on) {
  return new Date(`${date}T00:00`).toLocaleDateString(on.words.locale, { month: "short", day: "numeric" });
}

function paysOn(row, on) {
  if (!row.pays_on) return row.stage === "held" ? on.words.unknownDate : "—";
  const shown = day(row.pays_on, on);
  return ["arrived", "settled"].includes(row.stage) ? shown : on.words.expected(shown);
}

function why(row, on) {
  if (row.stage === "arrived") return "";
  const question = on.words.whyQuestion({ number: row.number, amount: yuan(row.amount_fen) });
  return make("button", { type: "button", onclick: () => on.ask(question) }, on.words.whyNot);
}
