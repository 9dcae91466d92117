/** Elements are made of text alone: nothing that a job, a model or a repository has written is ever read as markup. */

/** Marks that turn the direction of a text around, and characters without a shape: they could show a command as another one. */
const HIDDEN = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/** A text with what cannot be seen made visible: `␀` for NUL, `[U+202E]` for a mark that turns the direction around. */
export function visible(text) {
  return String(text ?? "")
    .replaceAll("\r\n", "\n")
    .replace(CONTROLS, (one) => {
      const code = one.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "\u2421" : "\ufffd";
    })
    .replace(HIDDEN, (one) => `[U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
}

/** The first line of a text, at most so many characters of it. */
export function short(text, most = 120) {
  const line = String(text ?? "")
    .trim()
    .split("\n", 1)[0];
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/**
 * An element. `props`: attributes by name, handlers as functions (`onclick`); null and false leave one out. Children that are
 * no element are shown as text.
 */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    // A value goes back to the server as it is.
    else made.setAttribute(name, value === true ? "" : name === "value" ? String(value) : visible(value));
  }
  put(made, ...children);
  return made;
}

/** Replaces what an element holds. */
export function put(parent, ...children) {
  parent.replaceChildren(
    ...children
      .flat(3)
      .filter((one) => one !== null && one !== undefined && one !== false)
      .map((one) => (one instanceof Node ? one : document.createTextNode(visible(one)))),
  );
}

/** Sets a text, if it is another one. */
export function say(element, text) {
  const shown = visible(text);
  if (element.textContent !== shown) element.textContent = shown;
}

/** Tells a person who does not see the page what has changed. */
export function announce(text) {
  say(document.getElementById("news"), text);
}

/** A time as a person reads it: the hour of today, else the day too. */
export function when(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  const shown = at.toLocaleString(undefined, {
    ...(today ? {} : { day: "numeric", month: "short" }),
    hour: "2-digit",
    minute: "2-digit",
  });
  return el("time", { datetime: iso, title: at.toLocaleString() }, shown);
}

/** Minutes between two times, in words. */
export function took(from, to) {
  return minutes((Date.parse(to) - Date.parse(from)) / 60_000);
}

/** Minutes in words. */
export function minutes(count) {
  if (!Number.isFinite(count)) return "";
  const whole = Math.round(count);
  if (whole < 1) return "below 1 min";
  return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

/** How long ago that was. */
export const ago = (iso) => `${minutes((Date.now() - Date.parse(iso)) / 60_000)} ago`;

/** Calls now and then while the tab is seen. Returns what ends that. */
export function nowAndThen(call) {
  const timer = setInterval(() => document.hidden || call(), 15_000);
  return () => clearInterval(timer);
}

/** Tokens as `812`, `12 k`, `3.4 M`. */
export function tokens(count) {
  if (count < 1_000) return String(count);
  return count < 1_000_000 ? `${Math.round(count / 1_000)} k` : `${(count / 1_000_000).toFixed(1)} M`;
}

/** What a job took so far, where that is known. */
export function spentText({ tokens: used, money }) {
  return [used === undefined ? "" : `${tokens(used)} tokens`, money === undefined ? "" : `$${money.toFixed(2)}`]
    .filter((one) => one !== "")
    .join(", ");
}

/** A button that copies what `text` gives. Without a clipboard, such as by plain http, `told` shows it to be copied by hand. */
export function copyButton(name, text, told) {
  const copy = async () => told(text(), await navigator.clipboard?.writeText(text()).then(() => true, () => false));
  return el("button", { type: "button", class: "plain", onclick: copy }, name);
}

/** An input with its label, and a hint below, which is read with it. */
export function field(id, label, input, hint) {
  if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
  return el(
    "div",
    { class: "field" },
    el("label", { for: id }, label),
    input,
    hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null,
  );
}

export const number = (id, attributes) => el("input", { id, type: "number", inputmode: "decimal", ...attributes });

/** What a job is called: its request's first line. */
export const titleOf = ({ request }, most) => short(request, most) || "Without words";

/** What a list says of a job beside its name: what it waits for or asks, why it is over, or what it took. `jobOf`: a job that is shown, too. */
export function moreOf({ state, question, reason, spent, worker, waits, after }, jobOf = () => undefined) {
  if (state === "question") return short(question?.all[0]?.title ?? "");
  const before = after && jobOf(after);
  if (state === "queued") return short((waits?.why ?? reason ?? "").replace(`the job ${after}`, before ? titleOf(before, 60) : "another job"));
  if (reason && state !== "complete" && state !== "running") return short(reason);
  return [spentText(spent), state === "running" && worker ? `on ${worker}` : ""].filter(Boolean).join(" · ");
}

export const personOf = ({ source }) => source.person ?? source.name;

/** The last part of a path or URL. */
export function lastPart(project) {
  return project.replace(/\/+$/, "").split(/[/:]/).at(-1) || project;
}

/** States in words, in the order of the board: what waits for a person comes first. */
export const STATES = {
  question: "Needs an answer",
  parked: "Parked",
  running: "Running",
  queued: "Queued",
  failed: "Failed",
  complete: "Complete",
  cancelled: "Cancelled",
};

/** A mark of a state: its word, so that colour alone says nothing. */
export function badge(state, word = STATES[state] ?? state) {
  return el("span", { class: `badge ${state}` }, word);
}
