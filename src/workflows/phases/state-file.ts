import { readMarkdown } from "../markdown.ts";
import { STATE } from "./paths.ts";
import { type Edited, inTurn } from "./planning/edit-lines.ts";
import { type Applied, applyChanges } from "./planning/files.ts";
import { splitFrontMatter } from "./planning/front-matter.ts";
import { hasPlanning, readOverview } from "./planning/read.ts";
import { setField } from "./planning/write-front-matter.ts";
import { type NewState, renderState, updateState } from "./planning/write-state.ts";
import { routeFacts } from "./route-facts.ts";
import { routeOf } from "./routes.ts";
import { type Happened, stateOf, withoutBlockers, withoutPause } from "./state.ts";

/** The disk side of `STATE.md`: called once the other files of `.planning` are as they will be. */

/** A pause, and an error, that are told by nobody are as they stand in the file. */
type Told = Omit<Happened, "paused" | "error"> & Partial<Pick<Happened, "paused" | "error">>;

/** A STATE.md with the sections that something has to be put into; they come last, where GSD has them. */
function withSections(text: string, { decisions, blockers }: Pick<NewState, "decisions" | "blockers">): string {
  const titles = readMarkdown(splitFrontMatter(text).body).flatMap(({ heading }) => heading?.title ?? []);
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const missing = [
    ["### Decisions", /^decisions\b/i, decisions.length > 0],
    ["### Blockers/Concerns", /^blockers\b/i, blockers.length > 0],
    ["## Session Continuity", /^session continuity\b/i, true],
  ] as const;
  return missing
    .filter(([, title, isNeeded]) => isNeeded && !titles.some((one) => title.test(one)))
    .reduce((all, [heading]) => `${all}${/[\r\n]$/.test(all) ? "" : end}${end}${heading}${end}`, text);
}

/** What becomes of a STATE.md, or of none, by what lies around it. `root`: the project. */
function stateText(root: string, before: string | null, told: Told): Edited {
  const read = readOverview(root);
  // Neither is a step of the work, and what is wrong in the file itself is written anew.
  const planning = {
    ...read,
    paused: false,
    error: null,
    problems: read.problems.filter(({ file }) => file !== STATE),
  };
  const route = routeOf(routeFacts(root, planning));
  const paused = told.paused ?? read.state?.paused ?? false;
  const error = told.error === undefined ? read.error : told.error;
  const state = stateOf(planning, route, { ...told, paused, error });
  const pausedAt = (text: string): Edited =>
    paused && splitFrontMatter(text).yaml !== null ? setField(text, "paused_at", told.now) : { ok: true, text };
  if (before === null) return pausedAt(renderState(state));
  const plain = paused ? withoutBlockers(before) : withoutPause(withoutBlockers(before));
  return inTurn(withSections(plain, state), (text) => updateState(text, state), pausedAt);
}

/** Brings STATE.md up to date; a folder without `.planning` stays without. Never throws. */
export function writeState(root: string, told: Told): Applied {
  if (!hasPlanning(root)) return { ok: true, written: [] };
  return applyChanges(root, [{ path: STATE, edit: (before) => stateText(root, before, told) }]);
}
