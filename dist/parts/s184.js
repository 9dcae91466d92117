// @bun
import {
  oneLine2
} from "./s28.js";
import {
  SESSIONS,
  KNOWN_CAUSES
} from "./s88.js";
import {
  renderFrontMatter,
  setField
} from "./s256.js";
import {
  splitLines,
  joinLines,
  putLines
} from "./s42.js";
import {
  linesOf,
  splitFrontMatter,
  parseFrontMatter,
  asWritten
} from "./s202.js";
import {
  namesIn,
  readText
} from "./s120.js";
import {
  ISSUE_OPTION
} from "./s30.js";

// src/workflows/phases/debug/start.ts
import { join } from "path";

// src/workflows/phases/debug/session-file.ts
var RESOLVED = "resolved";
var SECTIONS = {
  focus: "Current Focus",
  symptoms: "Symptoms",
  eliminated: "Eliminated",
  evidence: "Evidence",
  resolution: "Resolution"
};
var FIELDS = {
  focus: ["hypothesis", "test", "expecting", "next_action"],
  symptoms: ["expected", "actual", "errors", "reproduction", "started"],
  eliminated: [],
  evidence: [],
  resolution: ["root_cause", "fix", "verification", "files_changed"]
};
var heading = (section) => `## ${SECTIONS[section]}`;
function newSession({ trigger, now }) {
  const front = renderFrontMatter({ status: "gathering", trigger: oneLine2(trigger), created: now, updated: now });
  const body = Object.keys(SECTIONS).map((one) => [heading(one), "", ...FIELDS[one].map((field) => `${field}:`)].join(`
`).trimEnd());
  return `${front}
${body.join(`

`)}
`;
}
function rangeOf(lines, section) {
  const named = new RegExp(`^##\\s+${SECTIONS[section]}\\s*$`, "i");
  const at = lines.findIndex(({ text }) => named.test(text));
  if (at < 0)
    return null;
  const next = lines.findIndex(({ text }, index) => index > at && /^##?\s/.test(text));
  let to = next < 0 ? lines.length : next;
  while (to > at + 1 && lines[to - 1].text.trim() === "")
    to -= 1;
  return { from: at + 1, to };
}
function entriesOf(lines) {
  const entries = [];
  for (const line of lines) {
    if (/^-\s/.test(line))
      entries.push([line.slice(1).trim()]);
    else if (line.trim() !== "")
      entries.at(-1)?.push(line.trim());
  }
  return entries;
}
var valueIn = (entry, key) => {
  const at = entry.findIndex((line) => line.startsWith(`${key}:`));
  if (at < 0)
    return "";
  const rest = entry.slice(at + 1);
  const end = rest.findIndex((line) => /^\w+:(?:\s|$)/.test(line));
  const value = [entry[at].slice(key.length + 1), ...rest.slice(0, end < 0 ? rest.length : end)];
  return oneLine2(value.join(" ")).replace(/^"(.*)"$/, "$1");
};
function readSession(text) {
  const { yaml, body } = splitFrontMatter(text);
  const front = yaml === null ? null : parseFrontMatter(yaml, () => {
    return;
  });
  const lines = linesOf(body).map((line) => ({ text: line, end: `
` }));
  const of = (section) => {
    const range = rangeOf(lines, section);
    return range === null ? [] : lines.slice(range.from, range.to).map((line) => line.text);
  };
  return {
    status: front === null ? "" : asWritten(front, "status") ?? "",
    trigger: front === null ? "" : asWritten(front, "trigger") ?? "",
    symptoms: of("symptoms").filter((line) => /^\w+:\s*\S/.test(line)),
    eliminated: entriesOf(of("eliminated")).map((entry) => ({
      hypothesis: valueIn(entry, "hypothesis") || oneLine2(entry[0]),
      evidence: valueIn(entry, "evidence")
    })).filter(({ hypothesis }) => hypothesis !== ""),
    evidence: entriesOf(of("evidence")).map((entry) => oneLine2(entry.join(" \xB7 ")))
  };
}
function withStatus(text, status, now) {
  const set = setField(text, "status", status);
  const updated = set.ok ? setField(set.text, "updated", now) : set;
  return updated.ok ? updated.text : text;
}
function opened(text, section) {
  const lines = splitLines(text);
  const range = rangeOf(lines, section);
  if (range !== null)
    return { lines, ...range };
  const isBlank = lines.at(-1)?.text === "";
  putLines(lines, lines.length - (isBlank ? 1 : 0), 0, ["", heading(section)]);
  return { lines, ...rangeOf(lines, section) };
}
function withFields(text, section, fields, { keep = false } = {}) {
  let now = text;
  for (const [key, value] of Object.entries(fields)) {
    const { lines, from, to } = opened(now, section);
    const at = lines.findIndex((line, index) => index >= from && index < to && line.text.startsWith(`${key}:`));
    const line = `${key}: ${oneLine2(value)}`.trimEnd();
    if (at < 0)
      putLines(lines, to, 0, to === from ? ["", line] : [line]);
    else {
      let end = at + 1;
      while (end < to && /^\s+\S/.test(lines[end].text))
        end += 1;
      const says = lines.slice(at, end).map((one) => one.text);
      if (keep && oneLine2(says.join(" ")).length > key.length + 1)
        continue;
      putLines(lines, at, end - at, [line]);
    }
    now = joinLines(lines);
  }
  return now;
}
function withEntry(text, section, entry) {
  const { lines, from, to } = opened(text, section);
  const rows = Object.entries(entry).map(([key, value], at) => `${at === 0 ? "- " : "  "}${key}: ${oneLine2(value)}`);
  putLines(lines, to, 0, to === from ? ["", ...rows] : rows);
  return joinLines(lines);
}

// src/workflows/phases/debug/start.ts
function openSessions(root) {
  return namesIn(root, SESSIONS, []).filter((name) => name.endsWith(".md") && name !== KNOWN_CAUSES).flatMap((name) => {
    const text = readText(root, join(SESSIONS, name), []);
    const session = text === null ? null : readSession(text);
    return session === null || session.status === RESOLVED ? [] : [{ slug: name.slice(0, -3), session }];
  });
}
var MAX_SLUG = 40;
function slugOf(request) {
  const plain = request.toLowerCase().normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  let slug = words.shift()?.slice(0, MAX_SLUG) ?? "session";
  for (const word of words) {
    if (slug.length + word.length >= MAX_SLUG)
      break;
    slug += `-${word}`;
  }
  return slug;
}
function freshSlug2(root, request) {
  const taken = [SESSIONS, join(SESSIONS, RESOLVED)].flatMap((folder) => namesIn(root, folder, []));
  const slug = slugOf(request);
  for (let at = 1;; at++) {
    const name = at === 1 ? slug : `${slug}-${at}`;
    if (!taken.includes(`${name}.md`))
      return name;
  }
}
function resolves2(root, request, options = {}) {
  const open = options[ISSUE_OPTION] === undefined ? openSessions(root) : [];
  const text = request.trim();
  const on = ({ slug, session }) => ({
    ok: true,
    entry: "debug",
    request: session.trigger || slug,
    options: { session: slug }
  });
  const typed = "/multi-ai:debug";
  if (text === "") {
    if (open.length === 1)
      return on(open[0]);
    const names = open.map(({ slug }) => `${typed} ${slug}`).join(", ");
    return {
      ok: false,
      problem: open.length === 0 ? `Say what is wrong: ${typed} <symptom>` : `Several sessions are open: ${names}`
    };
  }
  const meant = text.replace(/^.*\//, "").replace(/\.md$/, "");
  const found = open.find(({ slug }) => slug === meant) ?? open.find(({ session }) => session.trigger === oneLine2(text));
  if (found)
    return on(found);
  return { ok: true, entry: "debug", request: text, options: { session: freshSlug2(root, text) } };
}

export { RESOLVED, newSession, readSession, withStatus, withFields, withEntry, freshSlug2, resolves2 };
