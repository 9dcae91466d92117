import { join } from "node:path";
import type { Edit } from "../../engine/events.ts";
import { ownGate } from "../../engine/gates.ts";
import type { Run, Task } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { acceptedFiles, isRead, isWritten } from "../../record/accepted.ts";
import { readCache } from "../../store/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { getObject, putObject } from "../../store/objects.ts";
import { parseJson } from "../../store/small-file.ts";
import { readStamp } from "../../workflows/contract/stamp.ts";
import { workflowOf } from "../../workflows/index.ts";
import { isByProgram } from "../publish/outputs.ts";
import { checkArtifact } from "./accept.ts";

/** Files of a run that a person has changed by hand since they were accepted. */

/** Larger ones are no artifact, and no object. */
const MAX_BYTES = 1_000_000;
/** What an artifact may say in a line of the journal. */
const MAX_FACTS = 10_000;

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What a file says, whatever its white space: a formatter of the project changes nothing. */
function meaning(bytes: Uint8Array): string {
  const json = parseJson(bytes);
  return json.ok ? JSON.stringify(json.value) : textOf(bytes).replaceAll(/\s+/g, " ").trim();
}

/** Whether an agent that came to nothing may have left the file like this, since it was accepted from `owner`. */
export const byAgent = (run: Run, path: string, owner: Task): boolean =>
  run.tasks.some(
    (task) =>
      task.dispatches > 0 &&
      task.outcome === null &&
      (task.started_at ?? "") >= (owner.ended_at ?? owner.started_at ?? "") &&
      isWritten(task, path),
  );

/** The task and the nonce of the dispatch that an accepted artifact came from. */
function stampIn(bytes: Uint8Array): { task: string; nonce: string } {
  const json = parseJson(bytes);
  const stamp = json.ok ? (json.value as { task?: unknown; nonce?: unknown } | null) : readStamp(textOf(bytes));
  return { task: String(stamp?.task ?? ""), nonce: String(stamp?.nonce ?? "") };
}

/** What the changed file says, by the same form and checks as when an agent hands it in. */
async function checked(
  project: Project,
  run: Run,
  owner: Task,
  path: string,
  bytes: Uint8Array,
): Promise<Pick<Edit, "artifact" | "problems">> {
  const gate = ownGate(workflowOf(run.workflow), run, owner);
  // A verdict is a reviewer's own, and work on the project is more than its report: these are put back.
  if (gate?.gate !== "produce" || owner.edits !== null || owner.artifact === null) return { problems: [] };
  const before = getObject(project.task, owner.artifact);
  if (before === null) return { problems: [] };
  const now = path === owner.writes ? bytes : before;
  const stamp = stampIn(before);
  const result = await checkArtifact(project, run, owner, sha256(stamp.nonce), null, now, stamp.task);
  if (!result.ok) return { problems: result.problems };
  const { findings: _findings, prior: _prior, ...artifact } = result.artifact;
  return JSON.stringify(artifact).length > MAX_FACTS
    ? { problems: [`${path}: it says too much for one step`] }
    : { problems: [], artifact };
}

const isPutBack = (run: Run, { path, sha }: Pick<Edit, "path" | "sha">): boolean =>
  run.edits.some((one) => one.path === path && one.sha === sha && one.put_back);

/**
 * Files that a task reads and that somebody has changed by hand since they were accepted, kept as objects: those that are
 * put back at once, and at most one that the person is asked about.
 */
export async function editsFor(project: Project, run: Run, task: Task): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (const [path, { sha: was, task: owner }] of acceptedFiles(run)) {
    if (!isRead(task, path) || byAgent(run, path, owner) || isByProgram(project, run, path)) continue;
    const bytes = readCache(join(project.root, path));
    if (bytes === null || bytes.length > MAX_BYTES) continue;
    const sha = sha256(bytes);
    if (sha === was || isPutBack(run, { path, sha })) continue;
    const before = getObject(project.task, was);
    if (before === null || meaning(before) === meaning(bytes)) continue;
    const about = await checked(project, run, owner, path, bytes);
    putObject(project.task, bytes);
    const isAsked = about.artifact !== undefined || about.problems.length > 0;
    edits.push({ task: owner.id, path, sha, ...about });
    if (isAsked) return edits;
  }
  return edits;
}
