// A case for a real reader of the team workflow: a small project in the middle of a feature, one brief, and what is planted.
import { join } from "node:path";
import * as z from "zod";
import { CASES, caseIn, namesIn } from "./case.ts";

export const TEAM_CASES = join(CASES, "team");

/** Every group has to be met by one of its words; case does not count. */
const words = z.array(z.array(z.string().min(2)).min(1)).min(1);
const names = z.array(z.string()).default([]);

const schema = z.strictObject({
  about: z.string(),
  request: z.string(),
  /** The agent whose file the reader gets, its role, and the kinds of brief and artifact. */
  agent: z.string(),
  role: z.string(),
  brief: z.string(),
  kind: z.string(),
  writes: z.string(),
  stage: z.string(),
  /** The approved brief, design, ADR and context of the feature stand in the project, and the brief tells their criteria. */
  feature: z.boolean().default(true),
  item: z.string().nullable().default(null),
  reviews: names,
  triggers: names,
  warnings: z.array(z.strictObject({ id: z.string(), text: z.string() })).default([]),
  lessons: names,
  nextAdr: z.string().default("0002"),
  expect: z.strictObject({
    /** Fields of a JSON artifact, and the verdict of each area of a review. */
    fields: z.record(z.string(), z.unknown()).default({}),
    verdicts: z.record(z.string(), z.enum(["approved", "changes"])).default({}),
    /** Entries: criteria of a brief, notes, blockers of a gate or a review, promoted lessons. */
    entries: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
    /** Each is to be found in one entry, or with `in` in the whole of what was written; one entry may hold several. */
    planted: z
      .array(
        z.strictObject({
          id: z.string(),
          words,
          in: z.enum(["entries", "all"]).default("entries"),
          /** The file and a piece of its line that is wrong: kept true by a test. */
          file: z.string().optional(),
          quote: z.string().optional(),
        }),
      )
      .default([]),
    /** Words that no entry may hold: false alarms, implementation, what somebody tried to talk the reader into. */
    unwanted: names,
  }),
});
export type TeamCase = z.infer<typeof schema> & { name: string; folder: string };

export const teamCaseNames = (): string[] => namesIn(TEAM_CASES);
export const loadTeamCase = (name: string): TeamCase => caseIn(TEAM_CASES, schema, name);
