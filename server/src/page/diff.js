import { el } from "./dom.js";

/** What a job has changed, file by file, as its view tells it. */

/** A small change stands open. */
const OPEN_LINES = 120;

/** `path`: where all of it is as one text. */
export function diff(files, path) {
  const sum = (of) => files.reduce((count, one) => count + of(one), 0);
  const isSmall = sum(({ lines }) => lines.length) <= OPEN_LINES;
  return el(
    "div",
    { class: "files" },
    el(
      "p",
      { class: "facts" },
      el("span", {}, `${files.length} ${files.length === 1 ? "file" : "files"}`),
      counts({ added: sum(({ added }) => added), removed: sum(({ removed }) => removed) }),
      el("a", { href: path }, "As one text"),
    ),
    files.map((file) => fileOf(file, isSmall, path)),
  );
}

const counts = ({ added, removed }) =>
  el("span", {}, el("span", { class: "good" }, `+${added}`), " ", el("span", { class: "bad" }, `−${removed}`));

const STATUS = { added: "new", deleted: "deleted" };

function fileOf(file, open, path) {
  const details = el(
    "details",
    {
      open,
      // A large one is made when it is opened.
      ontoggle: () => {
        if (details.open && details.children.length === 1) details.append(linesOf(file, path));
      },
    },
    el("summary", {}, el("code", {}, file.path), " ", counts(file), " ", el("span", { class: "hint" }, STATUS[file.status])),
    open ? linesOf(file, path) : null,
  );
  return details;
}

const SIGNS = { added: "+", removed: "-", same: " ", place: "" };

function linesOf({ path: name, lines, left }, path) {
  // The number is no text: who copies lines gets the lines.
  const shown = lines.map((one) => el("div", { class: one.kind, "data-line": one.new ?? one.old ?? "" }, SIGNS[one.kind] + one.text));
  return el(
    "div",
    {},
    shown.length === 0 ? el("p", { class: "hint" }, "No line of it changed.") : el("pre", { class: "diff", tabindex: "0", role: "region", "aria-label": `Changes of ${name}` }, shown),
    left > 0 ? el("p", {}, `${left} more lines: `, el("a", { href: path }, "all of it")) : null,
  );
}
