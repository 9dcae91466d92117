import { existsSync } from "node:fs";
import type { Run } from "../../engine/run.ts";
import { diffText } from "../../project/changes.ts";
import { denyList } from "../../project/deny-list.ts";
import { TreeUnreadable } from "../../project/kept-trees.ts";
import { type Project, treeStore } from "../../project/project.ts";
import { baseOf } from "../../record/accepted.ts";
import { projectTree } from "../../record/subject.ts";
import { sceneOf } from "../../workflows/index.ts";

/** Bytes of the whole diff. */
const MAX_DIFF_BYTES = 1024 * 1024;

/** What the run has changed so far: `text` is a unified diff, `said` how it stands with it, in one sentence. */
interface WorkSoFar {
  summary: string;
  text: string;
}

/** The diff from the tree that the run's change started from to the project as it is now. Files on the deny list are only named. */
export function workSoFar(project: Project, run: Run): WorkSoFar {
  const base = baseOf(run);
  if (base === null) return { summary: "No task that changes files has begun.", text: "" };
  // To read them would make that folder.
  if (!existsSync(treeStore(project)))
    return { summary: "It cannot be told: the trees of this run are not kept here.", text: "" };
  const now = projectTree(sceneOf(project, run));
  if (!now.ok) return { summary: `It cannot be told: ${now.problem}.`, text: "" };
  try {
    const isSecret = denyList(run.settings.secrets);
    const { text, truncated } = diffText(
      project.root,
      base,
      now.subject!,
      treeStore(project),
      MAX_DIFF_BYTES,
      isSecret,
    );
    if (text === "") return { summary: "No file differs from what the work began on.", text };
    const end = truncated ? "; it is cut, the report names all files" : "";
    return { summary: `From where the work began to now${end}:`, text };
  } catch (error) {
    if (!(error instanceof TreeUnreadable)) throw error;
    return { summary: `It cannot be told: ${error.message}.`, text: "" };
  }
}
