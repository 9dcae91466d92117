/**
 * The project's files as accepted work left them: kept on a ref of the run, and compared before the
 * run goes on.
 */
import type { Run } from "../../engine/run.ts";
import { HOOK_PATIENCE_MS } from "../../host/host.ts";
import { here } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { pathText, type Repo, SnapshotError, statesRepo } from "../../project/repo.ts";
import { filesOfState, presentState, storedState } from "../../project/snapshots/states.ts";
import { nowRef } from "../../project/worktrees/names.ts";
import { copyOf } from "../../record/machine/copies.ts";
import { keepAndRecord, snapshotOf } from "../../record/machine/refs.ts";
import { excludedFolders, projectTree } from "../../record/subject.ts";
import { mendObjects } from "../../store/copy.ts";
import { getObject } from "../../store/objects.ts";
import { someOf } from "../../text.ts";
import { TEXT_OPTION } from "../../workflows/contract/contract.ts";
import { sceneOf, workflowOf } from "../../workflows/index.ts";

/** Where the project's files are looked at for a run; null: git is not installed. */
export const repoOf = (project: Project, run: Run, timeout?: number): Repo | null =>
  statesRepo(project, excludedFolders(workflowOf(run.workflow)), timeout);

/**
 * Keeps the project's files after a task that is about to be accepted, and returns the commit.
 * `tree`: their name, as the task's subject has it. Undefined: no work has begun, they are as they
 * were kept last, or git did not keep them in time.
 */
export function snapshotAfter(project: Project, run: Run, tree: string | null): string | undefined {
  if (!tree?.startsWith("disk:") || tree === run.kept?.tree || snapshotOf(run) === null)
    return undefined;
  const repo = repoOf(project, run, HOOK_PATIENCE_MS);
  const message = `multi-ai: the project's files as accepted work of ${run.run} left them`;
  const keep = () =>
    repo && keepAndRecord(project, repo, nowRef(run.run), storedState(repo, tree), message);
  return attempt(keep, null, SnapshotError) ?? undefined;
}

/**
 * What a run needs to go on and this project lacks: objects of its journal, or what its accepted
 * tasks have changed; with what helps. Null: nothing.
 */
export function missingHere(project: Project, run: Run): string | null {
  const elsewhere = `${here("export")} where the run was continued, then ${here("import <file>")} here, brings them; ${here("reset")} archives the run.`;
  const objects = missingObjects(project, run);
  if (objects.length > 0)
    return `The record of run ${run.run} lacks ${someOf(objects)} in .task/objects/. Nothing was started. ${elsewhere}`;
  const files = missingFiles(project, run);
  if (files === null) return null;
  const lead = `The changes of ${run.kept!.task} of run ${run.run} are not in this project`;
  return files === "unknown"
    ? `${lead}, and the repository does not have ${run.kept!.commit.slice(0, 12)}, which holds it. Nothing was started. ${elsewhere}`
    : `${lead}: ${someOf(files)}. Nothing was started. ${here("rollback --accepted")} shows and restores what was accepted; ${here("reset")} archives the run.`;
}

/** Objects that agents and checks read of a run: what each is, and its hash. */
export const neededObjects = (run: Run): [what: string, sha: string][] => [
  ["the request", run.request.sha],
  ...Object.entries(run.options).flatMap(([name, sha]): [string, string][] =>
    name.startsWith(TEXT_OPTION) ? [[`the text of --${name.slice(TEXT_OPTION.length)}`, sha]] : [],
  ),
  ...run.tasks.flatMap(({ id, artifact, handed }) =>
    [...(artifact === null ? [] : [artifact]), ...handed.map(({ sha }) => sha)].map(
      (sha): [string, string] => [`the result of ${id}`, sha],
    ),
  ),
];

/** Those that are not there; what the copy of the run has is put back. */
function missingObjects(project: Project, run: Run): string[] {
  const missing = () =>
    neededObjects(run).filter(([, sha]) => getObject(project.task, sha) === null);
  const copy = missing().length > 0 ? copyOf(project) : null;
  if (copy !== null) mendObjects(project.task, copy);
  return [...new Set(missing().map(([what]) => what))];
}

/**
 * Files that are as they were before the work that was accepted; `unknown`: that cannot be told.
 * Null: none.
 */
function missingFiles(project: Project, run: Run): string[] | "unknown" | null {
  if (run.kept === undefined) return null;
  const tree = projectTree(sceneOf(project, run));
  const repo =
    tree.ok && tree.subject === run.kept.tree ? null : repoOf(project, run, HOOK_PATIENCE_MS);
  if (repo === null) return null;
  const read = (commit: string | null) =>
    attempt(() => filesOfState(repo, commit ?? ""), null, SnapshotError);
  const [kept, before] = [read(run.kept.commit), read(snapshotOf(run))];
  if (kept === null) return "unknown";
  const now = presentState(repo, { also: kept.keys(), write: false });
  // What is neither as before nor as accepted is somebody's later work.
  const paths = [...new Set([...kept.keys(), ...(before?.keys() ?? [])])].filter((path) => {
    const [is, was, accepted] = [now, before, kept].map((state) => state?.get(path)?.hash);
    return is === was && is !== accepted;
  });
  return paths.length === 0 ? null : paths.map((path) => JSON.stringify(pathText(path)));
}
