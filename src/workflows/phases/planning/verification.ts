import * as z from "zod/mini";
import { telling } from "./files.ts";
import { checkPhase, readHead } from "./front-matter.ts";
import type { PhaseNumber, Problem } from "./model.ts";
import { ofPhase, or } from "./plan.ts";

/** Reading of `NN-VERIFICATION.md`. */

const gap = z.union([z.string(), z.object({ truth: z.string() })]);
const fieldsOfVerification = z.object({
  phase: ofPhase.phase,
  status: z.enum(["passed", "gaps_found", "human_needed"]),
  score: or(z.string(), ""),
  commit: z.nullish(z.union([z.string(), z.number()])),
  tree: or(z.string(), ""),
  gaps: or(z.array(gap), []),
  escalated: or(z.boolean(), false),
  round: z.catch(z.int(), 1),
  plans_verified: z.catch(z.nullish(z.int()), null),
  left_by_commands: z.nullish(z.array(z.string())),
});
/** Of what cannot be read nothing has passed. */
const UNREAD = fieldsOfVerification.parse({ status: "gaps_found" });

const SCORE = /^(\d{1,4})\s*\/\s*(\d{1,4})\b/;
const TREE = /^(?:git|disk|dir):[0-9a-f]+$/;
const HASH = /^[0-9a-f]{7,64}$/;

/** What the text of a verification says. One with problems is never `passed`. Pure. */
export function readVerificationText(
  source: string,
  { path, phase }: { path: string; phase: PhaseNumber },
) {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const head = readHead(source, tell, "status: passed");
  const fields = head.fields(fieldsOfVerification) ?? UNREAD;
  checkPhase(head, phase);
  const score = SCORE.exec(fields.score);
  if (fields.score !== "" && score === null)
    head.tellAt("score", `found ${fields.score}, expected such as 3/5`);
  const [met, total] = [Number(score?.[1] ?? 0), Number(score?.[2] ?? 0)];
  const gaps = fields.gaps.map((one) => (typeof one === "string" ? one : one.truth));
  if (fields.status === "passed" && (met < total || gaps.length > 0))
    head.tellAt(
      "status",
      gaps.length > 0
        ? `found passed with ${gaps.length} gaps, expected gaps_found`
        : `found passed with ${met} of ${total}, expected gaps_found or human_needed`,
    );
  const commit = head.fieldOf("commit");
  if (commit !== null && !HASH.test(commit))
    head.tellAt("commit", `found ${commit}, expected a commit's hash`);
  return {
    path,
    phase,
    status: problems.length > 0 && fields.status === "passed" ? "gaps_found" : fields.status,
    /** The commit that it looked at; null: it names none. */
    commit: commit !== null && HASH.test(commit) ? commit : null,
    /** The project's tree that it looked at; null: it names none, as another tool writes it. */
    tree: TREE.test(fields.tree) ? fields.tree : null,
    /** Criteria that are met, of all. */
    met,
    total,
    gaps,
    /** Rounds do not close its gaps: the person has to say what becomes of them. */
    escalated: fields.escalated,
    /**
     * Which round of looking and mending it was, and how many plans there were then; of another
     * tool the first one, and null.
     */
    round: Math.max(1, fields.round),
    plans: fields.plans_verified ?? null,
    /** Files that the commands which the program ran left in the checkout: nobody's work. */
    ...(fields.left_by_commands ? { left: fields.left_by_commands } : {}),
    problems,
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
