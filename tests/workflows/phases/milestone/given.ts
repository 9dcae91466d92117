// A milestone of two phases, whose requirements each have a phase.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { executed, planOf, summaryOf, verificationOf } from "../../../harness/phases/project.ts";
import { type Files, git, makeProject, writeFiles } from "../../../harness/project.ts";

export const text = (root: string, path: string): string => readFileSync(join(root, path), "utf8");

export const GREETING = ".planning/phases/01-greeting";
export const GOODBYE = ".planning/phases/02-goodbye";
/** Two phases that are done and verified. */
export function project(over: Files = {}): string {
  const root = makeProject();
  const head = git(root, "rev-parse", "HEAD");
  const files = executed(head, [
    { number: "1", name: "Greeting", criteria: ["`bun test` passes", "It greets"], done: true },
    { number: "2", name: "Goodbye", criteria: ["It says goodbye"], done: true },
  ]);
  const requirements = files[".planning/REQUIREMENTS.md"]!.replaceAll("done: false", "done: true");
  writeFiles(root, {
    ...files,
    ".planning/REQUIREMENTS.md": requirements,
    [`${GREETING}/01-VERIFICATION.md`]: verificationOf("01-greeting"),
    [`${GOODBYE}/02-01-PLAN.md`]: planOf("02-01"),
    [`${GOODBYE}/02-01-SUMMARY.md`]: summaryOf("02-01", { commits: [head] }),
    [`${GOODBYE}/02-VERIFICATION.md`]: verificationOf("02-goodbye"),
    ...over,
  });
  const reports = [`${GREETING}/01-VERIFICATION.md`, `${GOODBYE}/02-VERIFICATION.md`];
  for (const path of reports)
    writeFiles(root, { [path]: text(root, path).replace("<head>", head) });
  return root;
}
