import * as z from "zod/mini";

export const GATE_STATUSES = ["PASS", "WARN", "FAIL", "ESCALATE"] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

const list = z.array(z.string());

/** What a reviewer says of one area, bound to the area's tree as the program saw it. */
const section = z.object({
  area: z.string(),
  verdict: z.enum(["approved", "changes"]),
  blockers: list,
  escalation: z.nullable(z.object({ reason: z.string(), decision: z.string(), options: list })),
  tree: z.string(),
});
export type Section = z.infer<typeof section>;

/** What an artifact, or a run of the program's own, says beside its outcome; recorded with it, and all that rules read. */
export const facts = z.object({
  status: z.optional(z.enum(GATE_STATUSES)),
  blockers: z.optional(list),
  /** In their own words; one that begins with a known warning's id is that warning. */
  warnings: z.optional(list),
  closed: z.optional(z.array(z.object({ id: z.string(), reason: z.string() }))),
  /** Questions to the role that answers them, and answers. */
  questions: z.optional(list),
  answered: z.optional(z.array(z.object({ question: z.string(), answer: z.string() }))),
  /** Areas that it is about: those with components, those that a change crosses. */
  areas: z.optional(list),
  /** Areas, or other items, whose owner has to mend what is wrong. */
  owners: z.optional(list),
  /** Files that it changed; of many the first. */
  files: z.optional(list),
  /** The tree of each area, after it. */
  trees: z.optional(z.record(z.string(), z.string())),
  sections: z.optional(z.array(section)),
  /** Rules that fired, such as those that ask for a security review; null: they could not be tried. */
  rules: z.optional(z.nullable(list)),
  /** The change has outgrown the run's variant. */
  outgrown: z.optional(z.object({ to: z.string(), reason: z.string() })),
  counts: z.optional(z.record(z.string(), z.number())),
  flags: z.optional(z.record(z.string(), z.boolean())),
  /** A few words for the status table. */
  note: z.optional(z.string()),
});
export type Facts = z.infer<typeof facts>;
