import { readMarkdown } from "../../markdown.ts";
import { telling } from "./files.ts";
import { asWritten, type FrontMatter, parseFrontMatter, splitFrontMatter } from "./front-matter.ts";
import type { PlanningState, Problem } from "./model.ts";
import { plainNumber } from "./numbers.ts";

/** Reading of `STATE.md`: the text wins over the front matter, which GSD derives from it. */

const FIELD = /^\s*(?:\*\*([A-Z][\w /-]{0,40}):\*\*|([A-Z][\w /-]{0,40}):)(?:[ \t]+(.*))?$/;
const ERROR = /^(?:error|failed)\b[\s:—–-]*(.*)$/i;
const PAUSED = /^(?:paused|stopped)\b/i;

/** Fields such as `Status: executing` outside of lists and code, by name; the first of a name counts. */
export function stateFields(body: string): Map<string, { value: string; line: number }> {
  const fields = new Map<string, { value: string; line: number }>();
  for (const line of readMarkdown(body)) {
    const found = line.kind === "plain" && line.heading === null ? FIELD.exec(line.text) : null;
    const name = (found?.[1] ?? found?.[2])?.toLowerCase();
    if (name !== undefined && !fields.has(name))
      fields.set(name, { value: (found![3] ?? "").trim(), line: line.number });
  }
  return fields;
}

/** What a text of STATE.md says. Pure. */
export function readStateText(source: string, path: string): { state: PlanningState; problems: Problem[] } {
  const problems: Problem[] = [];
  const { yaml, body } = splitFrontMatter(source);
  const front: FrontMatter | null = yaml === null ? null : parseFrontMatter(yaml, telling(path, problems));
  const fields = stateFields(body);
  const said = (name: string, key: string): string | null => {
    const value = fields.get(name)?.value ?? (front === null ? null : asWritten(front, key));
    return value === null || value === "" || /^(?:none|null|—|-)$/i.test(value) ? null : value;
  };
  const status = said("status", "status");
  const phase = /\d{1,4}(?:\.\d{1,3})*/.exec((said("phase", "current_phase") ?? "").replace(/\bv\d[\d.]*/g, ""))?.[0];
  const stopped = said("stopped at", "stopped_at");
  const version = front === null ? null : asWritten(front, "milestone");
  const name = front === null ? null : asWritten(front, "milestone_name");
  const error = ERROR.exec(status ?? "");
  const state: PlanningState = {
    // What an older tool writes where it knows none.
    milestone: version === null || name === "milestone" ? null : { version, name: name ?? "" },
    phase: phase === undefined ? null : plainNumber(phase),
    status,
    stopped_at: stopped,
    paused: said("paused at", "paused_at") !== null || PAUSED.test(status ?? ""),
    error: error === null ? null : error[1] || stopped || status,
    last_activity: said("last activity", "last_activity"),
  };
  return { state, problems };
}
