import { MODES } from "../../host/modes.ts";
import { runGit, topLevel } from "../../project/git.ts";
import type { Project } from "../../project/project.ts";
import { plural } from "../../text.ts";

/** Bytes of git's list; of a longer one the number is not known. */
const MAX_LIST = 4 * 1024 * 1024;
/** In milliseconds. A start does not wait longer for it. */
const PATIENCE = 5_000;

/** How many files differ from the last commit; null where that cannot be told. */
function uncommitted({ root }: Project): number | null {
  const listed = runGit(["status", "--porcelain=v1", "-z", "--no-renames", "--", ".", ":(exclude).task"], {
    cwd: root,
    timeout: PATIENCE,
    maxBytes: MAX_LIST,
  });
  return listed.ok ? listed.out.toString("latin1").split("\0").filter(Boolean).length : null;
}

function treeText(project: Project): string {
  if (topLevel(project.root) === null) return "no git here, so nothing will be committed";
  const count = uncommitted(project);
  if (count === null) return "git does not tell what is not committed";
  return count === 0
    ? "all is committed"
    : `${plural(count, "file")} not committed: the run's diff leaves ${count === 1 ? "it" : "them"} out`;
}

/** What a person should know before the work begins: the host's mode, and what lies in the project; with what helps where it matters. `asks`: somebody is there to be asked. `fenced`: commands run in the host's sandbox. */
export function preflight(project: Project, mode: string, asks = true, fenced = false): string[] {
  const known = Object.hasOwn(MODES, mode) ? MODES[mode]! : null;
  const unasked = (fenced && known?.fenced) || known?.unasked;
  const words = known === null ? null : asks ? known.words : (unasked ?? known.words);
  const modeWords = words === null ? [] : [`mode ${mode}, where ${words}`];
  const remedy = known?.remedy ?? null;
  return [
    `Before it begins: ${[...modeWords, treeText(project)].join("; ")}.`,
    ...(remedy === null ? [] : [`To change that: ${remedy}.`]),
  ];
}
