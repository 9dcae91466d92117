import { fold } from "../../../text.ts";
import { readMarkdown } from "../../markdown.ts";
import type { stateOf } from "../state.ts";
import { entry, inline, sectionLines, withSection } from "./edit.ts";
import { readHead, renderFrontMatter, withFields } from "./front-matter.ts";
import { plainNumber, twoDigits } from "./numbers.ts";

/** `STATE.md`. What is read: the text wins over the front matter, which GSD derives from it. */

const FIELD = /^\s*(?:\*\*([A-Z][\w /-]{0,40}):\*\*|([A-Z][\w /-]{0,40}):)(?:[ \t]+(.*))?$/;
const ERROR = /^(?:error|failed)\b[\s:—–-]*(.*)$/i;

/** A task of a plan that was left undone: by which model, and why. */
export type Undone = ReturnType<typeof undoneIn>[number];
const CONCERNS = "### Blockers/Concerns";
const UNDONE = /^- (\S+), task (\d+), was not done by (\S+): (.+)$/;
const undoneText = ({ plan, task, model, why }: Undone): string =>
  `- ${plan}, task ${task}, was not done by ${model}: ${inline(why)}`;
const undoneIn = (source: string) =>
  sectionLines(source, /^Blockers\/Concerns$/i).flatMap((line) => {
    const [, plan, task, model, why] = UNDONE.exec(line) ?? [];
    return plan === undefined ? [] : [{ plan, task: Number(task), model: model!, why: why! }];
  });

/**
 * Fields such as `Status: executing` outside of lists and code, by name in small letters; the first
 * of a name counts.
 */
function textFields(body: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { kind, heading, text } of readMarkdown(body)) {
    const found = kind === "plain" && heading === null ? FIELD.exec(text) : null;
    const name = (found?.[1] ?? found?.[2])?.toLowerCase();
    if (name !== undefined && !fields.has(name)) fields.set(name, (found![3] ?? "").trim());
  }
  return fields;
}

/**
 * What a text of STATE.md says, as far as it can be read: it is a projection, which is written
 * anew. Pure.
 */
export function readStateText(source: string) {
  const head = readHead(source, () => {});
  const fields = textFields(head.body);
  const fieldOf = (name: string): string | null => {
    const value = fields.get(name) ?? head.fieldOf(name.replace(" ", "_"));
    return value === null || value === "" || /^(?:none|null|—|-)$/i.test(value) ? null : value;
  };
  const status = fieldOf("status");
  const stopped = fieldOf("stopped at");
  const [version, name] = [head.fieldOf("milestone"), head.fieldOf("milestone_name")];
  // Both say it until somebody corrects one of them.
  const isCorrected = ![status, head.fieldOf("status")].every(
    (one) => one === null || ERROR.test(one),
  );
  const error = isCorrected ? null : ERROR.exec(status ?? "");
  return {
    // What an older tool writes where it knows none.
    milestone: version === null || name === "milestone" ? null : { version, name: name ?? "" },
    status,
    stopped_at: stopped,
    undone: undoneIn(source),
    error: error === null ? null : error[1] || stopped || status,
  };
}

/** What is written: a projection of journal and files, for people and for GSD. */
export type NewState = ReturnType<typeof stateOf>;

/** Share of the work that is done, in percent: that of phases or of plans, whichever is smaller. */
export function percentOf({
  phases,
  plans,
  status,
}: Pick<NewState, "phases" | "plans" | "status">): number {
  // The phases of a milestone that is complete are in the archive.
  if (phases.total === 0 && status === "completed") return 100;
  const share = ({ done, total }: NewState["phases"]): number =>
    total === 0 ? 0 : Math.floor((100 * done) / total);
  return plans.total === 0 ? share(phases) : Math.min(share(phases), share(plans));
}

const bar = (percent: number): string => {
  const full = Math.floor(percent / 10);
  return `[${"█".repeat(full)}${"░".repeat(10 - full)}] ${percent}%`;
};

/** Lines of its sections. */
function bodyFields(state: NewState): Record<string, string[]> {
  const { phase, plan, phases, now } = state;
  const day = now.slice(0, 10);
  return {
    "## Current Position": [
      `Phase: ${phase === null ? "none is left" : `${plainNumber(phase.number)} of ${phases.total} (${fold(phase.name)})`}`,
      `Plan: ${plan === null ? "Not started" : `${plan.number} of ${plan.of} in current phase`}`,
      `Status: ${fold(state.status)}`,
      `Last activity: ${day} — ${fold(state.last)}`,
      "",
      `Progress: ${bar(percentOf(state))}`,
    ],
    "### Decisions": state.decisions.map((one) => `- ${entry(one)}`),
    [CONCERNS]: state.undone.map(undoneText),
    "## Session Continuity": [
      `Last session: ${now}`,
      `Stopped at: ${state.stopped_at === null ? "None" : fold(state.stopped_at)}`,
    ],
  };
}

function frontFields(state: NewState): Record<string, unknown> {
  const { milestone, phase, plan, phases, plans } = state;
  return {
    milestone: milestone?.version,
    milestone_name: milestone === null ? undefined : fold(milestone.name) || undefined,
    current_phase: phase === null ? undefined : twoDigits(phase.number),
    current_phase_name: phase === null ? undefined : fold(phase.name),
    current_plan: plan?.number,
    status: fold(state.status),
    stopped_at: state.stopped_at === null ? undefined : fold(state.stopped_at),
    // Of another tool, or an earlier version.
    paused_at: undefined,
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

const NEW = `# Project State

## Project Reference

See: .planning/PROJECT.md

## Current Position

## Accumulated Context

### Decisions

### Blockers/Concerns

None

## Session Continuity
`;

/** The name of a line's field, in small letters; empty: it is none. */
function nameOf(line: string): string {
  const [, bold, bare = ""] = FIELD.exec(line) ?? [];
  return (bold ?? bare).toLowerCase();
}

const NONE = /^\s*(?:[-*+]\s+)?None(?: yet)?\.?\s*$/i;

/**
 * A STATE.md by what is known now. Fields of its front matter and of the sections named here are
 * written anew; what others wrote in them stays, and every other section stays. `before`: null
 * where there is none yet.
 */
export function renderState(before: string | null, state: NewState): string {
  let text = before ?? `${renderFrontMatter({ gsd_state_version: "1.0" })}${NEW}`;
  for (const [heading, lines] of Object.entries(bodyFields(state))) {
    const names = new Set(lines.map(nameOf).filter((name) => name !== ""));
    const isOwn = (line: string): boolean =>
      NONE.test(line) || UNDONE.test(line) || lines.includes(line) || names.has(nameOf(line));
    const there = sectionLines(text, new RegExp(`^${heading.replace(/^#+ /, "")}$`, "i"));
    // Most files need no such section.
    if (heading === CONCERNS && lines.length === 0 && !there.some((line) => UNDONE.test(line)))
      continue;
    const theirs = there.filter((line) => line === "" || !isOwn(line)).join("\n");
    const own = lines.join("\n");
    // A list goes on behind what is there; fields stand before it.
    const all = heading.startsWith("###")
      ? `${theirs.trimEnd()}\n${own}`
      : `${own}\n\n${theirs.trim()}`;
    text = withSection(text, heading, (all.trim() || "None").split("\n"));
  }
  return withFields(text, frontFields(state));
}
