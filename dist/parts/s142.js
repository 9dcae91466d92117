// @bun
import {
  fold2
} from "./s28.js";
import {
  inline,
  entry,
  bullets
} from "./s140.js";
import {
  renderFrontMatter,
  setField
} from "./s256.js";
import {
  splitLines,
  joinLines,
  putLines,
  inTurn
} from "./s42.js";
import {
  stateFields
} from "./s126.js";
import {
  plainNumber,
  twoDigits
} from "./s43.js";
import {
  splitFrontMatter
} from "./s202.js";
import {
  readMarkdown
} from "./s36.js";

// src/workflows/phases/planning/write-state.ts
var MOST_DECISIONS = 10;
function percentOf({ phases, plans, status }) {
  if (phases.total === 0 && status === "completed")
    return 100;
  const share = ({ done, total }) => total === 0 ? 0 : Math.floor(100 * done / total);
  return plans.total === 0 ? share(phases) : Math.min(share(phases), share(plans));
}
var bar = (percent) => {
  const full = Math.floor(percent / 10);
  return `[${"\u2588".repeat(full)}${"\u2591".repeat(10 - full)}] ${percent}%`;
};
var focusOf = ({ phase }) => phase === null ? "all phases are done" : `Phase ${plainNumber(phase.number)}: ${inline(phase.name)}`;
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
var FOCUS = "Current focus";
var SESSION = ["Last session", "Stopped at", "Resume file"];
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
    `**Core value:** ${inline(state.core_value)}`,
    `**Current focus:** ${focusOf(state)}`,
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
  for (const [name, value] of [...Object.entries(bodyFields(state)), [FOCUS, focusOf(state)]]) {
    const at = found.get(name.toLowerCase());
    if (at === undefined) {
      if (name !== FOCUS)
        missing.push([name, value]);
    } else {
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
    const fresh = texts.map((one) => `- ${entry(one)}`).filter((one) => !there.includes(one));
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

export { percentOf, renderState, updateState };
