import { el, short } from "./dom.js";
import { markdown } from "./markdown.js";

/** Files that a run has written, as a person reads them. */

const spaced = (word) => word.replaceAll("_", " ").replace(/^./, (one) => one.toUpperCase());

/** What is the run's own, and says nothing to a person. */
const OWN = new Set(["task", "nonce"]);

/** A file below a heading of that level. A text that is no JSON stands there as it is, or as Markdown. */
export function documentOf(name, text, level) {
  if (name.endsWith(".md")) return markdown(text, level);
  try {
    return el("div", { class: "document" }, valueOf(JSON.parse(text), level));
  } catch {
    return el("pre", {}, text);
  }
}

/** Names of what one of a list is called by, and of what it says. */
const CALLED = ["id", "title", "name", "path"];
const SAID = ["text", "problem", "summary", "question", "reason"];

function valueOf(value, level) {
  if (value === null || typeof value !== "object") return el("p", {}, String(value));
  if (Array.isArray(value)) return el("ul", {}, value.map((one) => el("li", {}, itemOf(one, level))));
  const { title, summary, ...rest } = value;
  return [
    typeof title === "string" ? el(`h${level + 1}`, {}, title) : null,
    typeof summary === "string" ? el("p", {}, summary) : null,
    Object.entries(rest)
      .filter(([name, one]) => !OWN.has(name) && !isEmpty(one))
      .map(([name, one]) =>
        one !== null && typeof one === "object"
          ? [el("p", {}, el("strong", {}, spaced(name))), valueOf(one, level)]
          : el("p", {}, el("strong", {}, spaced(name)), ": ", String(one)),
      ),
  ];
}

const isEmpty = (one) => one === null || one === "" || (Array.isArray(one) && one.length === 0);

/** One of a list in a line: its name, its words, and what else is known of it. */
function itemOf(value, level) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return valueOf(value, level);
  const of = (names) => names.map((name) => value[name]).filter((one) => typeof one === "string" && one !== "");
  const more = Object.entries(value).filter(
    ([name, one]) => ![...CALLED, ...SAID].includes(name) && !isEmpty(one),
  );
  return [
    el("strong", {}, of(CALLED).join(" · ")),
    " ",
    of(SAID).join(" "),
    more.map(([name, one]) =>
      typeof one === "object"
        ? el("div", { class: "hint" }, `${spaced(name)}: `, Array.isArray(one) && one.every((each) => typeof each !== "object") ? one.join(", ") : valueOf(one, level))
        : el("div", { class: "hint" }, `${spaced(name)}: ${short(one, 2_000)}`),
    ),
  ];
}
