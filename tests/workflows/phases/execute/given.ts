import { readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import {
  bringsItsFile as bringer,
  brings,
  planFile,
  twoWaves,
} from "../../../harness/phases/execute.ts";
import { phaseOf } from "../../../harness/phases/project.ts";
import { git, makeProject, writeFiles } from "../../../harness/project.ts";
import { type Agent, SingleRun } from "../play.ts";

export const FOLDER = ".planning/phases/01-greeting";
export const PHASE = { options: { phase: "01" } };
export const AUTO = { ...PHASE, auto: true };

/** `01-01` as the name of its file. */
export const fileOf = (id: string, kind = "PLAN", folder = FOLDER): string =>
  `${folder}/${id}-${kind}.md`;

/** A project with a phase of these plans, by their ids; `.planning` is not committed. */
export function project(
  plans: Record<string, string>,
  { git: inGit = true, ...of }: Parameters<typeof phaseOf>[1] & { git?: boolean } = {},
): string {
  const root = makeProject({ files: { "README.md": "# Greeter\n" }, git: inGit });
  writeFiles(root, phaseOf(plans, of));
  return root;
}

export const execute = (root: string, agent: Agent = bringer) => new SingleRun(root, agent);
export const summaries = (root: string) => readPlanning(root).phases[0]!.summaries;
/** Subjects of the commits of a branch, oldest first. */
export const subjects = (root: string, branch: string): string[] =>
  git(root, "log", "--reverse", "--format=%s", branch).split("\n");

export { bringer, brings, planFile, twoWaves };
