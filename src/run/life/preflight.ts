import { visible } from "../../command-line.ts";
import { MODES } from "../../host/modes.ts";
import { entriesOf, runGit, topLevel } from "../../project/git.ts";
import type { Project } from "../../project/project.ts";
import { someOf } from "../../text.ts";

/** Bytes of git's list; of a longer one the number is not known. */
const MAX_LIST = 4 * 1024 * 1024;
/** Files that are named. */
const MAX_NAMES = 5;
/** In milliseconds. A start does not wait longer for it. */
const PATIENCE = 5_000;

/** Files that differ from the last commit, without these folders; null where that cannot be told. */
function uncommitted({ root }: Project, own: readonly string[]): string[] | null {
  const excluded = own.map((folder) => `:(exclude)${folder}`);
  const listed = runGit(["status", "--porcelain=v1", "-z", "--no-renames", "--", ".", ...excluded], {
    cwd: root,
    timeout: PATIENCE,
    maxBytes: MAX_LIST,
  });
  // Two letters of what became of it, and a blank, stand before each.
  return listed.ok ? entriesOf(listed.out).map((one) => visible(one.slice(3))) : null;
}

function treeText(project: Project, own: readonly string[]): string {
  if (topLevel(project.root) === null) return "No git repository: nothing will be committed.";
  const files = uncommitted(project, own);
  if (files === null) return "Uncommitted files: unknown.";
  return files.length === 0
    ? "Working tree is clean."
    : `Uncommitted, and not part of the run's diff: ${someOf(files, MAX_NAMES)}.`;
}

/** What a person should know before the work begins: the host's mode, and what lies in the project; with what helps where it matters. `asks`: somebody is there to be asked. `fenced`: commands run in the host's sandbox. `own`: folders that runs have written. */
export function preflight(
  project: Project,
  mode: string,
  { asks = true, fenced = false, own = [".task"] }: { asks?: boolean; fenced?: boolean; own?: readonly string[] } = {},
): string[] {
  const known = Object.hasOwn(MODES, mode) ? MODES[mode]! : null;
  const unasked = (fenced && known?.fenced) || known?.unasked;
  const words = known === null ? null : asks ? known.words : (unasked ?? known.words);
  const modeWords = known === null ? [] : [`Permission mode: ${mode}${words ? ` (${words})` : ""}.`];
  const remedy = known?.remedy ?? null;
  return [[...modeWords, treeText(project, own)].join(" "), ...(remedy === null ? [] : [`To change that: ${remedy}.`])];
}
