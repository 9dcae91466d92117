// A chain whose implementation is the planted change, and whose reviewers approve of all.
import type { Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { CHANGE } from "./planted.ts";

const FILES = Object.keys(CHANGE);
const CRITERIA = FILES.map((file, at) => ({ id: `AC${at + 1}`, text: `${file} has it` }));

const STORY = {
  ...{ title: "Shop", summary: "Coupons, stock, reports and receipts." },
  ...{ acceptance_criteria: CRITERIA, out_of_scope: [], assumptions: [], questions: [] },
  test_commands: [],
};

const PLAN = {
  ...{ title: "Shop", approach: "One file after the other." },
  steps: FILES.map((file, at) => ({
    ...{ id: `S${at + 1}`, title: `Write ${file}`, files: [file] },
    ...{ covers: [CRITERIA[at]!.id], depends_on: [] },
  })),
  ...{ test_commands: [], risks: [], questions: [], answered: [], declined: [] },
};

const approval = (evidence: (file: string, at: number) => unknown) => ({
  ...{ status: "approved", summary: "All of it is there." },
  criteria: FILES.map((file, at) => ({
    ...{ id: CRITERIA[at]!.id, met: true, evidence: [evidence(file, at)] },
  })),
  ...{ findings: [], prior: [] },
});

/** A line that the change adds to this file. */
function added(file: string) {
  const lines = CHANGE[file]!.split("\n");
  const line = lines.findIndex((one) => /discounted|\) Take|def search|def receipt/.test(one));
  return { file, line: line + 1, quote: lines[line] };
}

export const plantedChain: Worker = honest(({ writes }) => {
  if (writes.endsWith("user-story.json")) return STORY;
  if (writes.endsWith("plan-refined.json")) return PLAN;
  if (writes.endsWith("impl-result.json"))
    return {
      artifact: {
        ...{ status: "complete", reason: null, changed_files: FILES },
        criteria: CRITERIA.map(({ id }) => ({ id, met: true })),
        ...{ deviations: [], answered: [], declined: [] },
      },
      ...{ edits: CHANGE, commands: ["bun test web"] },
    };
  return writes.includes("/code-review") ? approval(added) : approval((_, at) => `S${at + 1}`);
});
