// Runs: in full too.
// Not in npm test: ^the report fits it a team run
import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { reportSchema } from "../../scripts/report-schema.ts";
import { reportFacts, reportModelOf } from "../../src/run/views/report.ts";
import { viewOf } from "../../src/run/views/status.ts";
import { makeCouncilRun } from "../cli/made/make-council-run.ts";
import { type MadeRun, makeRun, STATES } from "../cli/made/make-run.ts";
import { makeTeamRun } from "../cli/made/make-team-run.ts";
import { someOf } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";

afterAll(cleanup);

const FILE = join(import.meta.dir, "../../docs/schemas/report.schema.json");
const text = readFileSync(FILE, "utf8");
const schema = z.fromJSONSchema(JSON.parse(text));

/** What does not fit, by its path. */
const misfits = (report: unknown): string[] =>
  schema
    .safeParse(JSON.parse(JSON.stringify(report)))
    .error?.issues.map((one) => `${one.path.join(".")}: ${one.message}`) ?? [];

test("the published schema is the one that the code makes, in draft 2020-12", () => {
  expect(text).toBe(reportSchema());
  expect(JSON.parse(text).$schema).toBe("https://json-schema.org/draft/2020-12/schema");
});

test("every field of a report is described", () => {
  const fields: [string, { description?: string }][] = Object.entries(JSON.parse(text).properties);
  expect(fields.filter(([, one]) => !one.description).map(([name]) => name)).toEqual([]);
});

const RUNS: Record<string, () => Promise<MadeRun>> = {
  "a chain with fixes and a waiver": STATES["complete after fixes and a waiver"],
  "a chain that is cancelled": STATES.cancelled,
  "a chain that has only begun": STATES["story question open"],
  "a chain with --auto": () => makeRun({ auto: true }),
  "a council": () => makeCouncilRun(),
  "a team run": () =>
    makeTeamRun({
      answer: ({ kind, labels }) =>
        kind === "checkpoint-c"
          ? { option: "deploy", text: null }
          : kind.startsWith("checkpoint-")
            ? { option: "proceed", text: null }
            : { option: "answer", text: labels[0] ?? "A" },
    }),
};

describe("the report fits it", () => {
  for (const [name, make] of someOf(Object.entries(RUNS)))
    test(name, async () => {
      const { project, run } = await make();
      const facts = reportFacts(project, run);
      expect(misfits(facts)).toEqual([]);
      // What is left out, of another kind or unknown does not.
      const { findings: _, ...without } = facts;
      expect(misfits(without)).toHaveLength(1);
      expect(misfits({ ...facts, files: 3 })).toHaveLength(1);
      expect(misfits({ ...facts, cost: { ...facts.cost, made_up: 1 } })).toHaveLength(1);
      // What the status has of it, it has in the same words; and all that any view has.
      const status = new Map(Object.entries(viewOf(project, run)));
      const common = Object.keys(JSON.parse(text).properties).filter((field) => status.has(field));
      const shown = Object.keys(reportModelOf(project, run, null, null));
      expect(shown.filter((field) => !common.includes(field))).toEqual([]);
      // The time of a run that goes on is that of the look.
      for (const field of common.filter((one) => one !== "minutes"))
        expect({ [field]: status.get(field) }).toMatchObject({ [field]: facts[field] });
    });
});
