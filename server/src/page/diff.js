import { el } from "./dom.js";

/** What a job has changed, file by file. */

/** A small change stands open. */
const OPEN_LINES = 120;
/** So many lines of a file stand on the page. */
const LINES = 3_000;

/** What git tells of a file beside its lines: what is worth reading, as its name stands above. */
const TOLD = /^(?:new|deleted|old mode|new mode|rename|copy|Binary|GIT binary)/;

/** The files of a diff of git: their names, lines, and how many are new and gone. */
export function filesOf(whole) {
  return whole
    .split(/^(?=diff --git )/m)
    .filter((text) => text.trim() !== "")
    .map((text) => {
      const lines = text.replace(/\n$/, "").split("\n");
      const start = lines.findIndex((line) => line.startsWith("@@"));
      const isWhole = !text.startsWith("diff --git ");
      const head = isWhole ? [] : lines.slice(0, start < 0 ? lines.length : start);
      const body = isWhole ? lines : lines.slice(head.length);
      return {
        name: nameOf(head),
        lines: [...head.filter((line) => TOLD.test(line)), ...body],
        added: body.filter((line) => line[0] === "+").length,
        removed: body.filter((line) => line[0] === "-").length,
      };
    });
}

function nameOf(head) {
  const after = (begin) => head.find((line) => line.startsWith(begin))?.slice(begin.length);
  const [before, now] = [after("--- "), after("+++ ")];
  const path = now === undefined || now === "/dev/null" ? before : now;
  return path?.replace(/^"?[ab]\//, "").replace(/"$/, "") ?? after("diff --git ")?.replace(/^a\/.* b\//, "") ?? "";
}

export function diff(whole, path) {
  const files = filesOf(whole);
  if (files.length === 0) return el("p", { class: "hint" }, "Nothing was changed.");
  const isSmall = files.reduce((sum, { lines }) => sum + lines.length, 0) <= OPEN_LINES;
  const sum = (of) => files.reduce((count, one) => count + one[of], 0);
  return el(
    "div",
    { class: "files" },
    el(
      "p",
      { class: "facts" },
      el("span", {}, `${files.length} ${files.length === 1 ? "file" : "files"}`),
      counts({ added: sum("added"), removed: sum("removed") }),
      el("a", { href: path }, "As one text"),
    ),
    files.map((file) => fileOf(file, isSmall, path)),
  );
}

const KINDS = { "+": "added", "-": "removed", "@": "place", "\\": "place" };

const counts = ({ added, removed }) =>
  el("span", {}, el("span", { class: "good" }, `+${added}`), " ", el("span", { class: "bad" }, `−${removed}`));

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
    el("summary", {}, el("code", {}, file.name || "Changes"), " ", counts(file)),
    open ? linesOf(file, path) : null,
  );
  return details;
}

function linesOf({ name, lines }, path) {
  const kind = (line) => KINDS[line[0]] ?? null;
  const shown = lines.slice(0, LINES).map((line) => el("div", { class: kind(line) }, line || " "));
  return el(
    "div",
    {},
    el("pre", { class: "diff", tabindex: "0", role: "region", "aria-label": `Changes of ${name || "files"}` }, shown),
    lines.length > LINES ? el("p", {}, `${lines.length - LINES} more lines: `, el("a", { href: path }, "all of it")) : null,
  );
}
