// Files of `.planning` with as little in them as a project needs, and what each command would leave
// in them.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { treeOf } from "../../../../src/project/trees/tree.ts";
import { setPhaseDone } from "../../../../src/workflows/phases/planning/documents/roadmap.ts";
import { twoDigits } from "../../../../src/workflows/phases/planning/numbers.ts";
import {
  type PhaseGiven,
  planningOf,
  planOf,
  summaryOf,
  verificationOf,
} from "../../../harness/phases/project.ts";

let tick = 1_767_225_600;

export const write = (root: string, path: string, text: string): void => {
  const file = join(root, ".planning", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  // The disk's own clock gives two files that are written one after the other the same time.
  utimesSync(file, tick, tick++);
};
export const read = (root: string, path: string): string =>
  readFileSync(join(root, ".planning", path), "utf8");
export const has = (root: string, path: string): boolean =>
  existsSync(join(root, ".planning", path));
export const remove = (root: string, path: string): void =>
  rmSync(join(root, ".planning", path), { recursive: true, force: true });

const idOf = (phase: string, plan: number): string =>
  `${twoDigits(phase)}-${String(plan).padStart(2, "0")}`;

export const planText = (phase: string, plan: number, more = ""): string =>
  planOf(idOf(phase, plan), {
    files: [`src/x${plan}.ts`],
    commands: ["true"],
    more: { requirements: ["GREET-01"], ...(Bun.YAML.parse(more) as object | null) },
  });

export const summaryText = (phase: string, plan: number, commit?: string): string =>
  summaryOf(idOf(phase, plan), {
    commits: commit === undefined ? [] : [commit],
    files: [],
  }).replace("duration:", "requirements-completed: [GREET-01]\nduration:");

export const verificationText = (
  phase: string,
  status: "passed" | "gaps_found" | "human_needed",
  more = "",
): string =>
  verificationOf(`${twoDigits(phase)}-x`, {
    ...{ status, more },
    score: status === "passed" ? "1/1" : "0/1",
  });

/** The line by which a verification names the project as it is now. */
export function treeLine(root: string): string {
  const task = mkdtempSync(join(tmpdir(), "tree-"));
  const now = treeOf({ root, task }, { exclude: [".task", ".planning"] });
  rmSync(task, { recursive: true });
  if (!now.ok) throw new Error(now.problem);
  return `tree: "${now.tree}"\n`;
}

export const folder = (number: string): string => `phases/${twoDigits(number)}-x`;
export const file = (number: string, kind: string): string =>
  `${folder(number)}/${twoDigits(number)}-${kind}.md`;
export const planFile = (number: string, plan: number, kind = "PLAN"): string =>
  file(number, `${String(plan).padStart(2, "0")}-${kind}`);

/** A plan that a person alone has carried out, and so no commit is asked for. */
export function carriedOutByHand(root: string, phase: string, plan: number): void {
  const more = "tasks: [{ name: It, type: checkpoint:human-action, action: Do it }]";
  write(root, planFile(phase, plan), planText(phase, plan, more));
  write(root, planFile(phase, plan, "SUMMARY"), summaryText(phase, plan));
}

/** A project with these phases, of which nothing is written yet. */
export function project(root: string, phases: readonly PhaseGiven[]): void {
  const { ".planning/STATE.md": _, ...files } = planningOf(phases, undefined, { mode: "yolo" });
  for (const [path, text] of Object.entries(files))
    write(root, path.replace(".planning/", ""), text);
}

/**
 * What a command leaves behind once it has gone well; `verdict`: what a verification comes to;
 * `commit`: commits all there is, and gives its hash.
 */
export function leave(
  root: string,
  { action, phase }: { action: string; phase: string | null },
  verdict: "passed" | "gaps_found" | "human_needed",
  commit: (message: string) => string,
): void {
  const number = phase ?? "";
  const plans = (): number[] =>
    Array.from({ length: 20 }, (_, at) => at + 1).filter((plan) =>
      has(root, planFile(number, plan)),
    );
  switch (action) {
    case "new-project":
      project(root, [
        { number: "1", name: "Base" },
        { number: "2", name: "Search", depends_on: ["1"] },
      ]);
      break;
    case "discuss-phase":
      write(root, file(number, "CONTEXT"), "# Context\n");
      break;
    case "plan-phase": {
      const next = plans().length + 1;
      write(
        root,
        planFile(number, next),
        planText(number, next, next > 1 ? "gap_closure: true\n" : ""),
      );
      break;
    }
    case "execute-phase":
      for (const plan of plans()) {
        if (has(root, planFile(number, plan, "SUMMARY"))) continue;
        write(root, `../src/x${number}-${plan}.ts`, "made\n");
        const made = commit(`feat(${twoDigits(number)}-0${plan}): do it`);
        write(root, planFile(number, plan, "SUMMARY"), summaryText(number, plan, made));
      }
      break;
    case "verify-work": {
      const seen = commit("docs: summaries");
      write(
        root,
        file(number, "VERIFICATION"),
        verificationText(number, verdict, `commit: "${seen}"\n`),
      );
      if (verdict !== "passed") break;
      write(root, "ROADMAP.md", setPhaseDone(read(root, "ROADMAP.md"), number, true));
      break;
    }
    case "complete-milestone":
      write(root, "milestones/v1.0-ROADMAP.md", read(root, "ROADMAP.md"));
      for (const path of ["ROADMAP.md", "REQUIREMENTS.md", "phases"]) remove(root, path);
      break;
    default:
      throw new Error(`nothing is left behind by ${action}`);
  }
}
