import * as z from "zod/mini";
import { SEVERITIES } from "../../engine/run.ts";
import { findingId, optionalText, type question, text } from "../contract/fields.ts";
import type { Status } from "./statuses.ts";

const optionalLine = z.optional(z.nullable(z.number().check(z.int(), z.positive())));

/** The line of the change, written or removed, that causes a finding in another place. */
const because = z.object({
  file: optionalText,
  line: optionalLine,
  quote: optionalText,
  gone: optionalText,
});
export type Because = z.infer<typeof because>;

/** A test that fails because of a finding: a new file, and the approved command that runs it. */
const findingTest = z.object({
  file: text,
  code: z.string().check(z.minLength(1), z.maxLength(20_000)),
  command: text,
});
export type FindingTest = z.infer<typeof findingTest>;

export const finding = z.object({
  id: findingId,
  severity: z.enum(SEVERITIES),
  file: optionalText,
  line: optionalLine,
  at: optionalText,
  quote: optionalText,
  missing: z.optional(z.nullable(z.boolean())),
  outside: z.optional(z.nullable(z.boolean())),
  because: z.optional(z.nullable(because)),
  problem: text,
  fix: text,
  test: z.optional(z.nullable(findingTest)),
});
type Finding = z.infer<typeof finding>;

export const prior = z.object({
  id: findingId,
  state: z.enum(["fixed", "open", "withdrawn"]),
  reason: optionalText,
});

/**
 * What shows that a criterion is met: a line that the change wrote, one that it removed, a test
 * that the program ran, or, with the reason, a line that it left as it was.
 */
export const codeEvidence = z.object({
  file: optionalText,
  line: optionalLine,
  quote: optionalText,
  test: optionalText,
  gone: optionalText,
  unchanged: z.optional(z.nullable(z.boolean())),
  reason: optionalText,
});
export type CodeEvidence = z.infer<typeof codeEvidence>;

/** What every review says, whatever it is about. */
export interface Review {
  status: Status;
  criteria: { id: string; met: boolean; evidence: unknown[] }[];
  findings: Finding[];
  prior: z.infer<typeof prior>[];
  questions?: z.infer<typeof question>[];
}
