// Small builders of page elements. Text goes in as text only; there is no way here to write markup.

export function make(tag, fields = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.includes("-")) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  chat: "M4 5h16v11H9l-5 4V5Zm4 4.5h8M8 12.5h5",
  send: "M12 19V5M6 11l6-6 6 6",
  attach: "M12 15V5M8 9l4-4 4 4M5 15v4h14v-4",
  close: "M6 6l12 12M18 6L6 18",
  down: "M5 9l7 7 7-7",
  file: "M7 3h7l4 4v14H7V3Zm7 0v4h4M10 12h5M10 16h5",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

// Text with its web addresses as links; a line that is a point of a list is set in.
export function written(text) {
  return text.split(/^([·-] .*)$/m).flatMap((part, index) =>
    index % 2 ? make("span", { className: "point" }, ...linked(part)) : linked(part),
  );
}

function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"'，。；、）)]+)/).map((part, index) =>
    index % 2 ? make("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part,
  );
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
