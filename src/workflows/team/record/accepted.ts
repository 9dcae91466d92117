import { join } from "node:path";
import { acceptedTasks, type Run, type Task } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { readArtifact } from "../../../store/files/small-file.ts";
import { fold, oneLine } from "../../../text.ts";
import type { ProgramRecord } from "../checks/check.ts";
import { type Brief, criteriaIn } from "../documents/brief.ts";
import type { Design } from "../documents/design.ts";
import type { PullRequest } from "../documents/pull-request.ts";
import type { Mapping } from "../documents/test-report.ts";
import { roleOf, teamFacts } from "./recorded.ts";

/**
 * What a run has accepted of its documents: as it was accepted, whatever stands in their files by
 * now.
 */

type Kept = Pick<Scene, "project" | "run">;

/** The brief with its criteria; null before there is one, and on tracks without. */
export function briefOf({ project, run }: Kept) {
  const said = acceptedTasks(run).flatMap(({ schema, artifact }) =>
    ["stage-01", "stage-03"].includes(schema)
      ? (accepted<{ brief?: Brief }>(project, artifact)?.brief ?? [])
      : [],
  );
  const brief = said.at(-1);
  return brief ? { ...brief, criteria: criteriaIn(brief) } : null;
}

/** The design with all that has changed in it since its draft; empty without one. */
export const designOf = ({ project, run }: Kept): Partial<Design> =>
  Object.assign(
    {},
    ...acceptedTasks(run).map(({ schema, artifact }) =>
      ["design-draft", "stage-02", "ruling"].includes(schema)
        ? accepted<{ design?: Partial<Design> }>(project, artifact)?.design
        : undefined,
    ),
  ) as Partial<Design>;

/** Notes of each role in order: its first is note 1. */
export type RoleNotes = Record<"role", string> & Record<"notes", string[]>;

/** What an owner noted. */
export const notesIn = (project: Project, { artifact }: Pick<Task, "artifact">): string[] =>
  accepted<{ notes: string[] }>(project, artifact)?.notes ?? [];

/** Notes of the areas' owners on the design that the principal has not answered yet. */
export function notesOf({ project, run }: Kept): RoleNotes[] {
  const counting = run.tasks.filter(({ artifact, void: isVoid }) => artifact !== null && !isVoid);
  const isAnswered = counting.some(
    (task) => task.schema === "stage-02" && teamFacts(task).status === "PASS",
  );
  return counting
    .filter(({ schema }) => schema === "design-notes" && !isAnswered)
    .map((task) => ({ role: roleOf(task), notes: notesIn(project, task) }));
}

/**
 * An owner's pull request: its newest words on what is built, with all files that it changed and
 * all that it ever left open; undefined where it has handed in none.
 */
export function pullRequestOf({ project, run }: Kept, item: string) {
  const built = acceptedTasks(run).filter(
    (task) => task.schema === "stage-04" && task.item === item,
  );
  const requests = built.flatMap(
    ({ artifact }) =>
      accepted<{ pull_request?: PullRequest }>(project, artifact)?.pull_request ?? [],
  );
  const newest = requests.at(-1);
  return (
    newest && {
      ...newest,
      files: [...new Set(built.flatMap((task) => teamFacts(task).files ?? []))],
      open_points: [...new Set(requests.flatMap((request) => request.open_points.map(fold)))],
    }
  );
}

/** The newest word of the tester, and its tests of the criteria; null: none, or it is gone. */
export function testReportOf({ project, run }: Kept): { task: Task; tests: Mapping[] } | null {
  const task = acceptedTasks(run).findLast(({ schema }) => schema === "stage-07");
  const report = accepted<{ tests?: Mapping[] }>(project, task?.artifact ?? null);
  return task && report ? { task, tests: report.tests ?? [] } : null;
}

/**
 * What a check of the program's has written down; null for any other task, and where its copy is
 * gone.
 */
export const programRecord = (
  project: Project,
  task: Pick<Run["tasks"][number], "who" | "artifact">,
): Partial<ProgramRecord> | null =>
  task.who.program ? accepted<ProgramRecord>(project, task.artifact) : null;

/** What a run is about, in a few words: the title of its brief, else the request's first line. */
export function featureOf({ project, run }: Kept): string {
  const request = oneLine(run.request.text.split("\n").find((line) => line.trim() !== "") ?? "");
  return oneLine(briefOf({ project, run })?.title ?? "") || request;
}

/** A document of the project as it stands now; null where there is no regular file of that name. */
export function documentText(root: string, path: string): string | null {
  const file = readArtifact(join(root, path));
  return file.ok ? new TextDecoder().decode(file.bytes) : null;
}
