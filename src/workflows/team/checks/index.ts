/** Carries out a check of the team workflow for a task, and records what came of it. */
import { join } from "node:path";
import type { Project } from "../../../project/project.ts";
import { beginCheck } from "../../../run/check.ts";
import { change } from "../../../run/run.ts";
import { writeFileAtomic } from "../../../store/disk.ts";
import { sha256 } from "../../../store/journal.ts";
import { putObject } from "../../../store/objects.ts";
import type { Check, ProgramRecord } from "./check.ts";
import { deploy } from "./deploy.ts";
import { merge } from "./merge.ts";
import { preReview } from "./pre-review.ts";
import { qa } from "./qa.ts";

const CHECKS: Record<string, Check> = { merge, "pre-review": preReview, qa, deploy };

/** Facts without what is undefined, as the journal holds them. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** @throws Error for a check that this version does not know */
export async function stageCheck(project: Project, id: string, nonce: string): Promise<void> {
  const begun = beginCheck(project, id, nonce);
  if (!begun) return;
  const { run, task, signal } = begun;
  const name = task.who.program ?? "";
  const check = CHECKS[name];
  if (!check) throw new Error(`the program has no check "${name}"; known: ${Object.keys(CHECKS).join(", ")}`);
  const checked = await check({ project, run, task, signal });
  // Whoever ended it has said why.
  if (signal.aborted) return;
  const record: ProgramRecord = plain({ task: task.id, check: name, ...checked });
  const text = `${JSON.stringify(record, null, 2)}\n`;
  const sha = putObject(project.task, text);
  writeFileAtomic(join(project.root, task.writes), text);
  change(project, () => [
    {
      do: "ended",
      task: task.id,
      nonce: sha256(nonce),
      blockable: false,
      subject: record.tree,
      result: {
        ok: true,
        artifact: {
          sha,
          outcome: record.outcome,
          findings: [],
          prior: [],
          questions: [],
          assumptions: [],
          claims: 0,
          reason: null,
          facts: record.facts,
        },
      },
    },
  ]);
}
