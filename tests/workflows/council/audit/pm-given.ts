// A run of which the first phase's checks and kinds are asked: what it has accepted so far, by
// schema or program.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../../../src/engine/run.ts";
import type { Scene } from "../../../../src/record/scene.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings.ts";
import { putObject } from "../../../../src/store/objects.ts";
import type { Check, CheckResult } from "../../../../src/workflows/contract/contract.ts";
import type { AuditResult } from "../../../../src/workflows/council/audit/audit.ts";
import type { RefinedPrompt } from "../../../../src/workflows/council/audit/refine.ts";
import type { ResearchPacket } from "../../../../src/workflows/council/audit/research.ts";

export const RUN = "council-0a1b2c3d";

interface GivenRun {
  request?: string;
  /** By schema. */
  artifacts?: Record<string, object>;
  /** By program. */
  records?: Record<string, object>;
  secrets?: string[];
}

/** The scene of a run with these artifacts; of run and task only what this phase reads. */
export function sceneWith(
  root: string,
  { request = "", artifacts = {}, records = {}, secrets = [] }: GivenRun = {},
): Scene {
  const task = join(root, ".task");
  const stored = (value: object): string => {
    mkdirSync(task, { recursive: true });
    return putObject(task, JSON.stringify(value));
  };
  const tasks = [
    ...Object.entries(artifacts).map(([schema, value]) => ({
      schema,
      who: {},
      base: null,
      void: false,
      artifact: stored(value),
    })),
    ...Object.entries(records).map(([program, value]) => ({
      ...{
        schema: "program-record",
        who: { program },
        base: null,
        void: false,
        artifact: stored(value),
      },
    })),
  ];
  const run = {
    run: RUN,
    request: { text: request },
    settings: { ...DEFAULT_SETTINGS, secrets },
    tasks,
  };
  return {
    project: { root, task, found: "folder" },
    workflow: { files: ".task/council" },
    run,
  } as unknown as Scene;
}

/** What a check comes to in such a run. */
export const checked = (check: Check, root: string, given: GivenRun = {}): Promise<CheckResult> =>
  check(sceneWith(root, given), {} as Task, new AbortController().signal);

const NONCE = "ab".repeat(16);

export const GOOD_REFINED: RefinedPrompt = {
  ...{
    task: "T1",
    nonce: NONCE,
    what_to_build: "An export of invoices.",
    where_it_fits: "billing/",
  },
  ...{
    requirements: ["CSV"],
    inputs: ["invoices"],
    outputs: ["a file"],
    success_criteria: ["exits 0"],
  },
  ...{ assumptions: ["UTF-8"], questions: [] },
};

export const GOOD_AUDIT: AuditResult = {
  ...{
    task: "T3",
    nonce: NONCE,
    relevant_existing: [{ path: "src/a.ts", what: "lists invoices" }],
  },
  ...{ project_exists: true, project_path: "src" },
  completed_work: [{ id: "C1", text: "the list of invoices", path: "src/a.ts" }],
  missing_work: [{ id: "M1", text: "the export as CSV" }],
  ...{ ports_in_use: [80], dependencies_available: ["bun"], constraints: ["Node 20"] },
  ...{
    recommended_base_dir: "services/new",
    reuse_opportunities: ["csv() in src/csv.ts"],
    notes: "",
  },
};

export const GOOD_RESEARCH: ResearchPacket = {
  ...{
    task: "T4",
    nonce: NONCE,
    recommended_stack: [{ name: "csv-stringify", for: "M1", why: "quotes" }],
  },
  implementation_patterns: [{ text: "Stream rows as src/a.ts reads them", for: "M1" }],
  ...{
    pitfalls: ["quotes"],
    security_notes: ["formulas in cells"],
    estimated_complexity: "low",
    estimated_files: 3,
  },
  summary: "Stream it.",
};
