// Hands verdicts in on a real change in a real project, as the product's own check reads them.
import { type Task, taskOf } from "../../../src/engine/run.ts";
import { subjectOf } from "../../../src/run/audit/subject.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { checkArtifact } from "../../../src/run/results/accept.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { sha256 } from "../../../src/store/journal.ts";
import { dispatchTask, makeRun } from "../../cli/made/make-run.ts";
import { git, makeProject } from "../../harness/project.ts";
import type { Brief } from "../../harness/team.ts";
import { planApproval } from "../../harness/workers.ts";
import { CODE_SONNET } from "../multi-ai/ids.ts";
import dishonest from "./dishonest.yaml";
import honest from "./honest.yaml";
import { BEFORE, change, writeAll } from "./project.ts";

/**
 * A verdict on the first criterion of the change; `other`: evidence for the second one, which holds
 * if it is left out.
 */
export interface Verdict {
  name: string;
  status?: string;
  evidence?: object[];
  other?: object[];
  findings?: object[];
  /** Where a repository alone knows of it. */
  onlyGit?: boolean;
  /** What is replaced in the file's text before it is handed in, and by what. */
  raw?: [from: string, to: string];
}

/** What honest reviewers write, and what others do: what each of these is told. */
export const HONEST: Verdict[] = honest;
export const DISHONEST: (Verdict & { told: string })[] = dishonest;

const CRITERION = { id: "AC1", text: "A number below zero is refused with a RangeError" };
const OTHER = { id: "AC2", text: "What is no integer is refused with a TypeError" };
const SOUND_TOO = { file: "src/legacy.ts", line: 11, quote: "throw new TypeError(" };
const SOUND = {
  file: "src/legacy.ts",
  line: 10,
  quote: "  if (n < 0) throw new RangeError(`below zero: ${n}`);",
};

function work(brief: Brief) {
  const root = brief.writes.replace(/\.task\/.*$/, "");
  if (brief.writes.endsWith("user-story.json"))
    return {
      title: "t",
      summary: "s",
      acceptance_criteria: [CRITERION, OTHER],
      test_commands: ["bun test"],
    };
  if (brief.writes.endsWith("plan-refined.json"))
    return {
      title: "t",
      approach: "a",
      steps: [{ id: "S1", title: "Refuse it", covers: ["AC1", "AC2"] }],
    };
  if (brief.writes.endsWith("impl-result.json"))
    return {
      status: "complete",
      changed_files: change(root),
      criteria: ["AC1", "AC2"].map((id) => ({ id, met: true })),
    };
  return {
    ...planApproval(brief),
    criteria: ["AC1", "AC2"].map((id) => ({ id, met: true, evidence: ["S1"] })),
  };
}

/**
 * Makes the project and its run up to the first code review. @returns what a verdict is told;
 * nothing when it counts
 */
export async function reviewing(inGit: boolean): Promise<(verdict: Verdict) => Promise<string[]>> {
  const root = makeProject({ files: {}, git: inGit });
  writeAll(root, BEFORE);
  if (inGit) {
    git(root, "add", "-A");
    git(root, "commit", "-q", "-m", "before");
  }
  const made = await makeRun({
    root,
    worker: work,
    answers: { story: { option: "approve", text: null } },
    settings: { tests: { ...DEFAULT_SETTINGS.tests, run: true } },
    until: (run) => taskOf(run, CODE_SONNET)?.status === "ready",
  });
  const { project } = made;
  const brief = await dispatchTask(project, made.run, taskOf(made.run, CODE_SONNET)!);
  const run = readRun(project)!;
  const task: Task = taskOf(run, CODE_SONNET)!;
  const subject = subjectOf(project, run, task);
  if (!subject.ok) throw new Error(subject.problem);
  return async ({ status = "approved", evidence, other, findings = [], raw = ["", ""] }) => {
    const numbered = findings.map((one, index) => ({
      id: `F${index + 1}`,
      problem: "It breaks.",
      fix: "Mend it.",
      ...one,
    }));
    const criteria = [
      { id: "AC1", met: true, evidence: evidence ?? [SOUND] },
      { id: "AC2", met: true, evidence: other ?? [SOUND_TOO] },
    ];
    const json = JSON.stringify({
      task: task.id,
      nonce: brief.nonce,
      status,
      summary: "s",
      criteria,
      findings: numbered,
    });
    const bytes = new TextEncoder().encode(json.replace(raw[0], () => raw[1]));
    const result = await checkArtifact(
      project,
      run,
      task,
      sha256(brief.nonce),
      subject.subject,
      bytes,
    );
    return result.ok ? [] : result.problems;
  };
}
