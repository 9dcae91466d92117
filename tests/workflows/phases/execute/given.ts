import { readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import { brings, carriedOut, planFile, taskIn } from "../../../harness/phases/execute.ts";
import { PROJECT_FILE, REQUIREMENTS_OF, ROADMAP_OF, STATE_FILE } from "../../../harness/phases/project.ts";
import { type Files, git, makeProject, writeFiles } from "../../../harness/project.ts";
import { type Agent, PhasesRun } from "../play.ts";

export const FOLDER = ".planning/phases/01-greeting";
export const PHASE = { options: { phase: "01" } };
export const AUTO = { ...PHASE, auto: true };
const CODE: Files = { "README.md": "# Greeter\n" };

/** `01-01` as the name of its file. */
export const fileOf = (id: string, kind = "PLAN", folder = FOLDER): string => `${folder}/${id}-${kind}.md`;

/** Lines of a roadmap that name these plans. */
const listed = (ids: string[]): string => `\nPlans:\n${ids.map((id) => `- [ ] ${id}-PLAN.md — it`).join("\n")}\n`;

/** A project with a phase of these plans, by their ids, committed but for `.planning`. */
export function project(
  plans: Record<string, string>,
  {
    config = {},
    git: inGit = true,
    number = "1",
    folder = FOLDER,
  }: { config?: object; git?: boolean; number?: string; folder?: string } = {},
): string {
  const root = makeProject({ files: CODE, git: inGit });
  const roadmap = ROADMAP_OF([{ number, name: "Greeting", criteria: ["It greets"], requirements: ["GREET-01"] }]);
  writeFiles(root, {
    ".planning/PROJECT.md": PROJECT_FILE,
    ".planning/REQUIREMENTS.md": REQUIREMENTS_OF({ "GREET-01": "A greeting" }),
    ".planning/ROADMAP.md": roadmap.replace("**Plans**: 1 plan\n", `**Plans**: 1 plan\n${listed(Object.keys(plans))}`),
    ".planning/STATE.md": STATE_FILE,
    ".planning/config.json": `${JSON.stringify({ mode: "interactive", ...config })}\n`,
    ...Object.fromEntries(Object.entries(plans).map(([id, text]) => [fileOf(id, "PLAN", folder), text])),
  });
  return root;
}

/** An executor that brings the file that its task is named after. */
export const bringer: Agent = (brief) => {
  const name = taskIn(brief).replace(/^.*Bring /, "");
  return carriedOut(brief, { [`src/${name}.txt`]: `${name}\n` });
};

export const execute = (root: string, agent: Agent = bringer) => new PhasesRun(root, agent);
export const summaries = (root: string) => readPlanning(root).phases[0]!.summaries;
/** Subjects of the commits of a branch, oldest first. */
export const subjects = (root: string, branch: string): string[] =>
  git(root, "log", "--reverse", "--format=%s", branch).split("\n");
export const ownBranch = (run: PhasesRun): string => `multi-ai/work-${run.run.run}`;

export { brings, planFile };
