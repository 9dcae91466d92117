import { fold } from "../../../text.ts";
import { readMarkdown } from "../../markdown.ts";
import { type Edited, inTurn, joinLines, putLines, splitLines } from "./edit-lines.ts";
import { splitFrontMatter } from "./front-matter.ts";
import type { PhaseNumber } from "./model.ts";
import { plainNumber, twoDigits } from "./numbers.ts";
import { bullets, entry, inline } from "./prose.ts";
import { stateFields } from "./state.ts";
import { renderFrontMatter, setField, type YamlValue } from "./write-front-matter.ts";

/** Writing of `STATE.md`: a projection of journal and files, for people and for GSD. Pure. */

export interface NewState {
  core_value: string;
  milestone: { version: string; name: string } | null;
  /** The phase that is at work, or next; null: none is left. */
  phase: { number: PhaseNumber; name: string } | null;
  /** Number of the newest plan that was begun, of how many; null: not planned. */
  plan: { number: number; of: number } | null;
  /** A word of GSD's: `planning`, `executing`, `verifying`, `completed`, `paused`, `error: why`. */
  status: string;
  phases: { done: number; total: number };
  plans: { done: number; total: number };
  /** ISO 8601. */
  now: string;
  /** What happened last, in a few words. */
  last: string;
  stopped_at: string | null;
  decisions: string[];
  blockers: string[];
}

const MOST_DECISIONS = 10;

/** Share of the work that is done, in percent: that of phases or of plans, whichever is smaller. */
export function percentOf({ phases, plans, status }: Pick<NewState, "phases" | "plans" | "status">): number {
  // The phases of a milestone that is complete are in the archive.
  if (phases.total === 0 && status === "completed") return 100;
  const share = ({ done, total }: NewState["phases"]): number => (total === 0 ? 0 : Math.floor((100 * done) / total));
  return plans.total === 0 ? share(phases) : Math.min(share(phases), share(plans));
}

const bar = (percent: number): string => {
  const full = Math.floor(percent / 10);
  return `[${"█".repeat(full)}${"░".repeat(10 - full)}] ${percent}%`;
};

const focusOf = ({ phase }: NewState): string =>
  phase === null ? "all phases are done" : `Phase ${plainNumber(phase.number)}: ${inline(phase.name)}`;

/** Lines of the text that are set in place, by their names, in their order. */
function bodyFields(state: NewState): Record<string, string> {
  const { phase, plan, phases, now } = state;
  const day = now.slice(0, 10);
  return {
    Phase: phase === null ? "none is left" : `${plainNumber(phase.number)} of ${phases.total} (${fold(phase.name)})`,
    Plan: plan === null ? "Not started" : `${plan.number} of ${plan.of} in current phase`,
    Status: fold(state.status),
    "Last activity": `${day} — ${fold(state.last)}`,
    Progress: bar(percentOf(state)),
    "Last session": now,
    "Stopped at": state.stopped_at === null ? "None" : fold(state.stopped_at),
    "Resume file": "None",
  };
}

function frontFields(state: NewState): Record<string, YamlValue | undefined> {
  const { milestone, phase, plan, phases, plans } = state;
  return {
    milestone: milestone?.version,
    milestone_name: milestone === null ? undefined : fold(milestone.name) || undefined,
    current_phase: phase === null ? undefined : twoDigits(phase.number),
    current_phase_name: phase === null ? undefined : fold(phase.name),
    current_plan: plan?.number,
    status: fold(state.status),
    stopped_at: state.stopped_at === null ? undefined : fold(state.stopped_at),
    last_updated: state.now,
    last_activity: state.now.slice(0, 10),
    progress: {
      total_phases: phases.total,
      completed_phases: phases.done,
      total_plans: plans.total,
      completed_plans: plans.done,
      percent: percentOf(state),
    },
  };
}

const FOCUS = "Current focus";
const SESSION = ["Last session", "Stopped at", "Resume file"];

/** A whole STATE.md. */
export function renderState(state: NewState): string {
  const fields = Object.entries(bodyFields(state));
  const line = ([name, value]: [string, string]): string => `${name}: ${value}`;
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
    line(position.at(-1)!),
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
    "",
  ].join("\n");
}

/**
 * A STATE.md that is there already, brought up to date: fields of the text and of the front matter are set where they stand,
 * or put where GSD has them; decisions that are not there yet are added. All else stays byte for byte.
 */
export function updateState(text: string, state: NewState): Edited {
  const edited = setBody(text, state);
  const { yaml } = splitFrontMatter(text);
  if (yaml === null) return { ok: true, text: edited };
  const steps = Object.entries(frontFields(state)).map(
    ([key, value]) =>
      (one: string): Edited =>
        setField(one, key, value),
  );
  const paused = /^paused/i.test(state.status) ? [] : [(one: string): Edited => setField(one, "paused_at", undefined)];
  return inTurn(edited, ...steps, ...paused);
}

function setBody(text: string, state: NewState): string {
  const { body, bodyLine } = splitFrontMatter(text);
  const lines = splitLines(text);
  const found = stateFields(body);
  const missing: [string, string][] = [];
  for (const [name, value] of [...Object.entries(bodyFields(state)), [FOCUS, focusOf(state)] as const]) {
    const at = found.get(name.toLowerCase());
    if (at === undefined) {
      if (name !== FOCUS) missing.push([name, value]);
    } else {
      const line = lines[at.line + bodyLine - 2]!;
      line.text = line.text.replace(
        /^(\s*(?:\*\*[^*]+:\*\*|[A-Z][\w /-]*:))[ \t]*.*$/,
        (_, label: string) => `${label} ${value}`,
      );
    }
  }
  const section = (title: RegExp): { at: number; end: number } | null => {
    const read = readMarkdown(splitFrontMatter(joinLines(lines)).body);
    const at = read.findIndex((one) => one.heading !== null && title.test(one.heading.title));
    if (at < 0) return null;
    const level = read[at]!.heading!.level;
    const next = read.findIndex((one, index) => index > at && one.heading !== null && one.heading.level <= level);
    return { at: at + bodyLine - 1, end: (next < 0 ? read.length : next) + bodyLine - 1 };
  };
  const append = (title: RegExp, texts: string[]): void => {
    const place = section(title);
    if (place === null || texts.length === 0) return;
    let end = place.end;
    while (end > place.at + 1 && lines[end - 1]!.text.trim() === "") end--;
    putLines(lines, end, 0, end === place.at + 1 ? ["", ...texts] : texts);
  };
  const isSession = ([name]: [string, string]): boolean => SESSION.includes(name);
  append(
    /^session continuity\b/i,
    missing.filter(isSession).map(([name, value]) => `${name}: ${value}`),
  );
  append(
    /^current position\b/i,
    missing.filter((one) => !isSession(one)).map(([name, value]) => `${name}: ${value}`),
  );
  for (const [title, texts] of [
    [/^decisions\b/i, state.decisions],
    [/^blockers\b/i, state.blockers],
  ] as const) {
    const there = joinLines(lines);
    const fresh = texts.map((one) => `- ${entry(one)}`).filter((one) => !there.includes(one));
    if (fresh.length === 0) continue;
    const place = section(title);
    const none =
      place === null
        ? -1
        : lines.findIndex(
            (one, at) => at > place.at && at < place.end && /^\s*(?:[-*+]\s+)?None(?: yet)?\.?\s*$/i.test(one.text),
          );
    if (none >= 0) putLines(lines, none, 1, fresh);
    else append(title, fresh);
  }
  return joinLines(lines);
}
