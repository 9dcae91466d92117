// @bun
import {
  PLANNING,
  STATE,
  PHASES
} from "./s27.js";
import {
  plainNumber,
  twoDigits,
  isFolder,
  applyChanges,
  alone,
  makeFolders2,
  splitFrontMatter,
  parseFrontMatter,
  stateFields,
  readOverview
} from "./s45.js";
import {
  routeFacts
} from "./s118.js";
import {
  RESUME,
  isFinished,
  routeOf,
  problemText
} from "./s46.js";
import {
  readMarkdown
} from "./s26.js";
import {
  cut,
  fold2
} from "./s19.js";

// src/workflows/phases/pause.ts
import { existsSync, readdirSync, renameSync } from "fs";
import { basename, dirname, join } from "path";
var NOTE = ".continue-here.md";
var KEPT = `${PLANNING}/handoffs`;
function pauseNotes(root) {
  const folders = isFolder(root, PHASES, []) ? readdirSync(join(root, PHASES)).map((name) => `${PHASES}/${name}`) : [];
  return [PLANNING, ...folders].map((folder) => `${folder}/${NOTE}`).filter((path) => existsSync(join(root, path)));
}
var keepPauseNotes = (root, now) => alone(root, () => {
  const notes = pauseNotes(root);
  if (notes.length > 0)
    makeFolders2(root, KEPT);
  const written = notes.map((path) => {
    const from = basename(dirname(path)).replace(/^\./, "");
    const free = (count) => {
      const name = `${KEPT}/${now.slice(0, 10)}-${from}${count === 1 ? "" : `-${count}`}.md`;
      return existsSync(join(root, name)) ? free(count + 1) : name;
    };
    const to = free(1);
    renameSync(join(root, path), join(root, to));
    return to;
  });
  return { ok: true, written };
});

// src/workflows/phases/planning/edit-lines.ts
function splitLines(text) {
  const parts = text.split(/(\r\n|\n|\r)/);
  return Array.from({ length: (parts.length + 1) / 2 }, (_, at) => ({
    text: parts[2 * at],
    end: parts[2 * at + 1] ?? ""
  }));
}
var joinLines = (lines) => lines.map(({ text, end }) => text + end).join("");
var endOf = (lines) => lines[0]?.end || `
`;
function putLines(lines, at, count, texts) {
  const end = endOf(lines);
  const added = texts.map((text) => ({ text, end }));
  const isLast = at + count >= lines.length;
  const last = lines.at(-1);
  lines.splice(at, count, ...added);
  if (!isLast || last === undefined || added.length === 0)
    return;
  const before = lines[at - 1];
  if (before !== undefined && before.end === "")
    before.end = end;
  lines.at(-1).end = "";
}
function inTurn(text, ...steps) {
  let edited = { ok: true, text };
  for (const step of steps) {
    if (!edited.ok)
      return edited;
    edited = step(edited.text);
  }
  return edited;
}

// src/workflows/phases/planning/write-front-matter.ts
var PLAIN = /^[A-Za-z_./][\w./+@-]*(?: [\w./+@-]+)*$/;
var WORDS = /^(?:true|false|null|yes|no|on|off|y|n|\.+|\.?nan|[-+]?\.inf)$/i;
var PADDED = /^0\d{1,3}$/;
var FOLDER = /^\d{2,4}(?:\.\d{1,3})*-[a-z][\w-]*$/;
var DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/;
var MOST_INLINE = 120;
function yamlText(text) {
  if (PLAIN.test(text) && !WORDS.test(text) || FOLDER.test(text))
    return text;
  if (!/["\\\p{Cc}\u2028\u2029\ufeff]/u.test(text))
    return `"${text}"`;
  if (!/['\p{Cc}\u2028\u2029\ufeff]/u.test(text))
    return `'${text}'`;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
var isList = (value) => Array.isArray(value);
var isNested = (value) => typeof value === "object" && value !== null;
var scalar = (value) => typeof value === "string" ? yamlText(value) : String(value);
function linesOfField(key, value, indent, step) {
  if (!isNested(value))
    return [`${indent}${key}: ${scalar(value)}`];
  const deeper = `${indent}${step}`;
  if (isList(value)) {
    if (value.length === 0)
      return [`${indent}${key}: []`];
    const plain = value.every((one) => !isNested(one) && !/[,[\]{}"'\\]/.test(scalar(one).replace(/^"(.*)"$/, "$1")));
    const inline = plain ? `${indent}${key}: [${value.map((one) => scalar(one)).join(", ")}]` : "";
    if (plain && inline.length <= MOST_INLINE)
      return [inline];
    return [`${indent}${key}:`, ...value.flatMap((one) => linesOfItem(one, `${indent}  `))];
  }
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  if (fields.length === 0)
    return [`${indent}${key}: {}`];
  return [`${indent}${key}:`, ...fields.flatMap(([name, one]) => linesOfField(name, one, deeper, "  "))];
}
function linesOfItem(value, indent) {
  if (!isNested(value))
    return [`${indent}- ${scalar(value)}`];
  if (isList(value))
    return [`${indent}- ${JSON.stringify(value)}`];
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  const lines = fields.flatMap(([name, one]) => linesOfField(name, one, `${indent}  `, "  "));
  return lines.length === 0 ? [`${indent}- {}`] : [`${indent}- ${lines[0].trimStart()}`, ...lines.slice(1)];
}
function linesOf(key, value) {
  if (typeof value === "string" && (PADDED.test(value) || DATE.test(value)))
    return [`${key}: ${value}`];
  return linesOfField(key, value, "", "    ");
}
function renderFrontMatter(fields) {
  const lines = Object.entries(fields).flatMap(([key, value]) => value === undefined ? [] : linesOf(key, value));
  return ["---", ...lines, "---", ""].join(`
`);
}
var FIELD = /^(\s*:[ \t]*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^\]]*\]|[^#[{"'|>&*!][^#]*?|)([ \t]+#.*|[ \t]*)$/;
function setField(text, key, value) {
  const { yaml } = splitFrontMatter(text);
  const lines = splitLines(text);
  if (yaml === null) {
    if (value === undefined)
      return { ok: true, text };
    const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    const front = renderFrontMatter({ [key]: value }).replaceAll(`
`, endOf(lines));
    return { ok: true, text: `${bom}${front}${endOf(lines)}${text.slice(bom.length)}` };
  }
  const problems = [];
  if (/(?:^|[\s[,])&\w/m.test(yaml))
    return { ok: false, problem: "the front matter has anchors, expected none" };
  const front = parseFrontMatter(yaml, (line, problem) => problems.push(`line ${line}: ${problem}`));
  if (front === null)
    return { ok: false, problem: problems.join("; ") };
  const close = yaml.split(`
`).length + 1;
  const found = front.at.get(key);
  const written = value === undefined ? [] : linesOf(key, value);
  if (found === undefined) {
    if (value !== undefined)
      putLines(lines, yaml === "" && lines[1]?.text.startsWith("---") ? 1 : close, 0, written);
  } else {
    const from = found.line - 1;
    let to = from + 1;
    for (let at = to;at < close; at++) {
      const line = lines[at].text;
      if (line.trim() === "" || /^[ \t]*#/.test(line))
        continue;
      if (!/^(?:[ \t]|-(?:[ \t]|$)|[\]}])/.test(line))
        break;
      to = at + 1;
    }
    const old = lines[from].text;
    const name = /^(?:"[^"]*"|'[^']*'|[\w.-]+)/.exec(old)[0];
    const behind = to === from + 1 && written.length === 1 ? FIELD.exec(old.slice(name.length)) : null;
    if (behind === null)
      putLines(lines, from, to - from, written);
    else {
      const gap = behind[1].endsWith(":") ? `${behind[1]} ` : behind[1];
      lines[from].text = `${name}${gap}${written[0].slice(key.length + 2)}${behind[3].trimEnd()}`;
    }
  }
  const edited = joinLines(lines);
  return holds(edited, front.fields, key, value === undefined) ? { ok: true, text: edited } : { ok: false, problem: `${key}: found a form in line ${found?.line ?? 1} that cannot be changed in place` };
}
function holds(text, before, key, gone) {
  const { yaml } = splitFrontMatter(text);
  const after = yaml === null ? null : parseFrontMatter(yaml, () => {
    return;
  });
  if (after === null || Object.hasOwn(after.fields, key) === gone)
    return false;
  const others = (fields) => JSON.stringify({ ...fields, [key]: 0 }, sorted);
  return others(after.fields) === others(before);
}
var sorted = (_, value) => typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)) : value;

// src/workflows/phases/planning/write-state.ts
var MOST_DECISIONS = 10;
function percentOf({ phases, plans }) {
  const share = ({ done, total }) => total === 0 ? 0 : Math.floor(100 * done / total);
  return plans.total === 0 ? share(phases) : Math.min(share(phases), share(plans));
}
var bar = (percent) => {
  const full = Math.floor(percent / 10);
  return `[${"\u2588".repeat(full)}${"\u2591".repeat(10 - full)}] ${percent}%`;
};
function bodyFields(state) {
  const { phase, plan, phases, now } = state;
  const day = now.slice(0, 10);
  return {
    Phase: phase === null ? "none is left" : `${plainNumber(phase.number)} of ${phases.total} (${fold2(phase.name)})`,
    Plan: plan === null ? "Not started" : `${plan.number} of ${plan.of} in current phase`,
    Status: fold2(state.status),
    "Last activity": `${day} \u2014 ${fold2(state.last)}`,
    Progress: bar(percentOf(state)),
    "Last session": now,
    "Stopped at": state.stopped_at === null ? "None" : fold2(state.stopped_at),
    "Resume file": "None"
  };
}
function frontFields(state) {
  const { milestone, phase, plan, phases, plans } = state;
  return {
    milestone: milestone?.version,
    milestone_name: milestone === null ? undefined : fold2(milestone.name) || undefined,
    current_phase: phase === null ? undefined : twoDigits(phase.number),
    current_phase_name: phase === null ? undefined : fold2(phase.name),
    current_plan: plan?.number,
    status: fold2(state.status),
    stopped_at: state.stopped_at === null ? undefined : fold2(state.stopped_at),
    last_updated: state.now,
    last_activity: state.now.slice(0, 10),
    progress: {
      total_phases: phases.total,
      completed_phases: phases.done,
      total_plans: plans.total,
      completed_plans: plans.done,
      percent: percentOf(state)
    }
  };
}
var SESSION = ["Last session", "Stopped at", "Resume file"];
var bullets = (lines) => lines.length === 0 ? ["None"] : lines.map((one) => `- ${fold2(one)}`);
function renderState(state) {
  const fields = Object.entries(bodyFields(state));
  const line = ([name, value]) => `${name}: ${value}`;
  const position = fields.filter(([name]) => !SESSION.includes(name));
  return [
    renderFrontMatter({ gsd_state_version: "1.0", ...frontFields(state) }),
    "# Project State",
    "",
    "## Project Reference",
    "",
    `See: .planning/PROJECT.md (updated ${state.now.slice(0, 10)})`,
    "",
    `**Core value:** ${fold2(state.core_value)}`,
    `**Current focus:** ${state.phase === null ? "all phases are done" : fold2(state.phase.name)}`,
    "",
    "## Current Position",
    "",
    ...position.slice(0, -1).map(line),
    "",
    line(position.at(-1)),
    "",
    "## Accumulated Context",
    "",
    "### Decisions",
    "",
    ...bullets(state.decisions.slice(-MOST_DECISIONS)),
    "",
    "### Blockers/Concerns",
    "",
    ...bullets(state.blockers),
    "",
    "## Session Continuity",
    "",
    ...fields.filter(([name]) => SESSION.includes(name)).map(line),
    ""
  ].join(`
`);
}
function updateState(text, state) {
  const edited = setBody(text, state);
  const { yaml } = splitFrontMatter(text);
  if (yaml === null)
    return { ok: true, text: edited };
  const steps = Object.entries(frontFields(state)).map(([key, value]) => (one) => setField(one, key, value));
  const paused = /^paused/i.test(state.status) ? [] : [(one) => setField(one, "paused_at", undefined)];
  return inTurn(edited, ...steps, ...paused);
}
function setBody(text, state) {
  const { body, bodyLine } = splitFrontMatter(text);
  const lines = splitLines(text);
  const found = stateFields(body);
  const missing = [];
  for (const [name, value] of Object.entries(bodyFields(state))) {
    const at = found.get(name.toLowerCase());
    if (at === undefined)
      missing.push([name, value]);
    else {
      const line = lines[at.line + bodyLine - 2];
      line.text = line.text.replace(/^(\s*(?:\*\*[^*]+:\*\*|[A-Z][\w /-]*:))[ \t]*.*$/, (_, label) => `${label} ${value}`);
    }
  }
  const section = (title) => {
    const read = readMarkdown(splitFrontMatter(joinLines(lines)).body);
    const at = read.findIndex((one) => one.heading !== null && title.test(one.heading.title));
    if (at < 0)
      return null;
    const level = read[at].heading.level;
    const next = read.findIndex((one, index) => index > at && one.heading !== null && one.heading.level <= level);
    return { at: at + bodyLine - 1, end: (next < 0 ? read.length : next) + bodyLine - 1 };
  };
  const append = (title, texts) => {
    const place = section(title);
    if (place === null || texts.length === 0)
      return;
    let end = place.end;
    while (end > place.at + 1 && lines[end - 1].text.trim() === "")
      end--;
    putLines(lines, end, 0, end === place.at + 1 ? ["", ...texts] : texts);
  };
  const isSession = ([name]) => SESSION.includes(name);
  append(/^session continuity\b/i, missing.filter(isSession).map(([name, value]) => `${name}: ${value}`));
  append(/^current position\b/i, missing.filter((one) => !isSession(one)).map(([name, value]) => `${name}: ${value}`));
  for (const [title, texts] of [
    [/^decisions\b/i, state.decisions],
    [/^blockers\b/i, state.blockers]
  ]) {
    const there = joinLines(lines);
    const fresh = texts.map((one) => `- ${fold2(one)}`).filter((one) => !there.includes(one));
    if (fresh.length === 0)
      continue;
    const place = section(title);
    const none = place === null ? -1 : lines.findIndex((one, at) => at > place.at && at < place.end && /^\s*(?:[-*+]\s+)?None(?: yet)?\.?\s*$/i.test(one.text));
    if (none >= 0)
      putLines(lines, none, 1, fresh);
    else
      append(title, fresh);
  }
  return joinLines(lines);
}

// src/workflows/phases/state.ts
var STATUS = {
  "discuss-phase": "discussing",
  "plan-phase": "planning",
  "execute-phase": "executing",
  "verify-work": "verifying",
  "complete-milestone": "completed",
  done: "completed"
};
var isDone = ({ summary }) => summary !== null;
var OWN = /^\s*[-*+] (?:Phase [\d.]+ (?:has open criteria|waits for a person):|A check failed:|By hand:) /;
function blockersOf({ phases, roadmap }, route, error) {
  const known = new Set(roadmap?.phases.map(({ number }) => number) ?? []);
  const ofPhases = phases.flatMap(({ number, verification: said }) => {
    if (said === null || !known.has(number))
      return [];
    if (said.status === "human_needed")
      return [`Phase ${number} waits for a person: ${said.human.join("; ") || "something only a person can judge"}`];
    if (said.status !== "gaps_found")
      return [];
    return [`Phase ${number} has open criteria: ${said.gaps.join("; ") || `${said.met} of ${said.total} are met`}`];
  });
  return [
    ...error === null ? [] : [`A check failed: ${error}`],
    ...route.action === "mend" ? [`By hand: ${route.why}`] : [],
    ...ofPhases
  ];
}
function stateOf(planning, route, happened) {
  const { roadmap, project, phases, state } = planning;
  const all = roadmap?.phases ?? [];
  const foldersOf = (number) => phases.filter((one) => one.number === number);
  const plans = all.flatMap(({ number }) => foldersOf(number).flatMap((one) => one.plans));
  const due = all.find(({ number }) => number === route.phase) ?? null;
  const own = due === null ? [] : foldersOf(due.number).flatMap((one) => one.plans);
  const before = state?.status ?? null;
  const kept = before === null || /^(?:paused|stopped|error|failed)\b/i.test(before) ? "planning" : before;
  const status = happened.error !== null ? `error: ${happened.error}` : happened.paused ? "paused" : STATUS[route.action] ?? kept;
  return {
    core_value: project?.["Core Value"]?.split(`
`)[0] ?? "",
    milestone: roadmap?.milestone ?? state?.milestone ?? null,
    phase: due === null ? null : { number: due.number, name: due.name },
    plan: own.length === 0 ? null : { number: Math.min(own.filter(isDone).length + 1, own.length), of: own.length },
    status,
    phases: { done: all.filter((one) => isFinished(one, foldersOf(one.number))).length, total: all.length },
    plans: { done: plans.filter(isDone).length, total: plans.length },
    now: happened.now,
    last: happened.last,
    stopped_at: happened.stopped_at,
    decisions: happened.decisions,
    blockers: blockersOf(planning, route, happened.error)
  };
}
function withoutBlockers(text) {
  const lines = text.split(/(?<=\n)/);
  const heading = lines.findIndex((line) => /^#+\s+Blockers\b/i.test(line));
  if (heading < 0)
    return text;
  const next = lines.findIndex((line, at) => at > heading && /^#+\s/.test(line));
  const end = next < 0 ? lines.length : next;
  const inside = lines.slice(heading + 1, end);
  const kept = inside.filter((line) => !OWN.test(line));
  if (kept.length === inside.length)
    return text;
  const isEmpty = kept.every((line) => line.trim() === "");
  const first = inside.findIndex((line) => OWN.test(line));
  const ending = /\r?\n$/.exec(inside[first])?.[0] ?? "";
  const left = isEmpty ? [...inside.slice(0, first), `None${ending}`, ...inside.slice(first).filter((line) => !OWN.test(line))] : kept;
  return [...lines.slice(0, heading + 1), ...left, ...lines.slice(end)].join("");
}
var withoutPause = (text) => text.split(/(?<=\n)/).filter((line) => !/^\s*(?:\*\*)?Paused at:/i.test(line)).join("");

// src/workflows/phases/state-file.ts
function stateText(root, before, told) {
  const read = readOverview(root);
  const planning = {
    ...read,
    paused: false,
    error: null,
    problems: read.problems.filter(({ file }) => file !== STATE)
  };
  const route = routeOf(routeFacts(root, planning));
  const paused = told.paused ?? read.state?.paused ?? false;
  const state = stateOf(planning, route, { ...told, paused });
  const pausedAt = (text) => paused && splitFrontMatter(text).yaml !== null ? setField(text, "paused_at", told.now) : { ok: true, text };
  if (before === null)
    return pausedAt(renderState(state));
  return inTurn(paused ? withoutBlockers(before) : withoutPause(withoutBlockers(before)), (text) => updateState(text, state), pausedAt);
}
function writeState(root, told) {
  if (!readOverview(root).exists)
    return { ok: true, written: [] };
  return applyChanges(root, [{ path: STATE, edit: (before) => stateText(root, before, told) }]);
}

// src/workflows/phases/at-end.ts
var MAX_TEXT = 200;
var text = (words) => cut(fold2(words), MAX_TEXT);
function what({ entry, options, status }) {
  const ended = { complete: "is done", failed: "failed", cancelled: "was stopped" };
  return `${entry}${options.phase === undefined ? "" : ` ${options.phase}`} ${ended[status] ?? "is at work"}`;
}
function decisionsOf({ decisions, entry, options }) {
  const about = options.phase === undefined ? entry : `Phase ${options.phase}`;
  return decisions.flatMap((one) => {
    if (one.text === null || one.text.trim() === "" || one.kind === "second-request")
      return [];
    return [text(`[${about}]: ${one.asked === null ? "" : `${one.asked} \u2192 `}${one.text}`)];
  });
}
function errorOf({ status, tasks, entry, options }) {
  if (status !== "failed")
    return null;
  const last = tasks.findLast((one) => one.outcome !== null && !one.void && one.who.program !== undefined);
  if (last === undefined || last.outcome !== "fail" || last.gate.endsWith("-survey"))
    return null;
  const [first = last.note] = last.facts.problems ?? [];
  return text(`${entry}${options.phase === undefined ? "" : ` ${options.phase}`}, ${last.subject}: ${first}`);
}
function outputs({ project, run }) {
  const isResumed = run.options[RESUME] !== undefined;
  const kept = isResumed ? keepPauseNotes(project.root, run.updated_at) : { ok: true };
  const wrote = writeState(project.root, {
    now: run.updated_at,
    last: what(run),
    stopped_at: text(run.status === "complete" ? what(run) : run.reason || what(run)),
    decisions: decisionsOf(run),
    error: errorOf(run),
    ...isResumed ? { paused: false } : {}
  });
  return { files: [], problems: [kept, wrote].flatMap((one) => one.ok ? [] : one.problems.map(problemText)) };
}
export {
  outputs
};
