import * as z from "zod/mini";
import { asWritten, frontMatterOf } from "../front-matter.ts";
import type { PhaseNumber } from "../model.ts";
import { samePhase } from "../numbers.ts";
import { or } from "./plan.ts";

/** `NN-VERIFICATION.md`: its front matter is what was found, and its body shows that to people. */

/** What a verification comes to. */
const STATUSES = ["passed", "gaps_found", "human_needed"] as const;

const gap = z.union([
  z.object({ truth: z.string(), reason: or(z.string(), "") }),
  z.pipe(
    z.string(),
    z.transform((truth) => ({ truth, reason: "" })),
  ),
]);
const fieldsOfVerification = z.object({
  status: z.enum(STATUSES),
  score: or(z.string().check(z.regex(/^\d{1,4}\/\d{1,4}\b/)), "0/0"),
  tree: z.catch(z.nullish(z.string().check(z.regex(/^(?:git|disk|dir):[0-9a-f]+$/))), null),
  gaps: or(z.array(gap), []),
  escalated: or(z.boolean(), false),
  round: z.catch(z.int().check(z.gte(1)), 1),
  plans_verified: z.catch(z.nullish(z.int()), null),
  left_by_commands: or(z.array(z.string()), []),
});

const HASH = /^[0-9a-f]{7,64}$/;

/**
 * What a verification says; null: nothing, as it is about another phase, or is none. One that
 * contradicts itself has not passed. Pure.
 */
export function readVerificationText(
  source: string,
  { path, phase }: { path: string; phase: PhaseNumber },
) {
  const front = frontMatterOf(source);
  const fields = fieldsOfVerification.safeParse(front?.fields).data;
  const named = /^\d+(?:\.\d+)*/.exec(asWritten(front, "phase") ?? "")?.[0] ?? phase;
  if (fields === undefined || !samePhase(named, phase)) return null;
  const { status, tree = null, escalated, round } = fields;
  const [met, total] = fields.score.split("/").map((one) => Number.parseInt(one, 10)) as [
    number,
    number,
  ];
  const gaps = fields.gaps.map(({ truth }) => truth);
  const contradicts = status === "passed" && (met < total || gaps.length > 0);
  const commit = asWritten(front, "commit") ?? "";
  return {
    path,
    phase,
    status: contradicts ? ("gaps_found" as const) : status,
    /** The commit that it looked at; null: it names none. */
    commit: HASH.test(commit) ? commit : null,
    /** The project's tree that it looked at; null: it names none, as another tool writes it. */
    tree,
    /** Criteria that are met, of all. */
    met,
    total,
    gaps,
    /** What is so in place of each of them. */
    reasons: fields.gaps.flatMap(({ reason }) => reason || []),
    /** Rounds do not close its gaps: the person has to say what becomes of them. */
    escalated,
    /**
     * Which round of looking and mending it was, and how many plans there were then; of another
     * tool the first one, and null.
     */
    round,
    plans: fields.plans_verified ?? null,
    /** Files that the commands which the program ran left in the checkout: nobody's work. */
    left: fields.left_by_commands,
  };
}

/** Whether a verification names what it looked at. */
export const namesState = ({
  tree,
  commit,
}: {
  tree: string | null;
  commit: string | null;
}): boolean => tree !== null || commit !== null;
