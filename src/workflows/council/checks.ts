import { cut, plural } from "../../text.ts";
import type { Check } from "../contract/contract.ts";
import type { AuditResult } from "./audit/audit.ts";
import { rememberAll } from "./audit/memory.ts";
import { auditOf, researchOf } from "./audit/record.ts";
import type { ResearchPacket } from "./audit/research.ts";
import { SEAT_IDS } from "./seats.ts";
import { isBlocking, type Ledger, ledgerOf, type Objection } from "./vote/ledger.ts";
import { PLAN_MAKER, tallyOf } from "./vote/tally.ts";

/**
 * What the program checks itself of the first phase and of the votes; where nothing is wrong its
 * agents keep what the run has taught.
 */

/** Most things that one run teaches an agent, per kind, and characters of an objection. */
const MOST = 3;
const MAX_TEXT = 200;

type Lessons = Record<string, string[]>;

/**
 * `look`: why the run stops here (null: it goes on), what it teaches else, by agent, and what is
 * kept of it.
 */
const passing =
  (
    check: string,
    look: (...of: Parameters<Check>) => { wrong: string | null; lessons(): Lessons; kept: object },
  ): Check =>
  async (scene, ...of) => {
    const { wrong, lessons, kept } = look(scene, ...of);
    const outcome = wrong === null ? "pass" : "blocked";
    const notes = wrong === null ? rememberAll(scene.project, scene.run.run, lessons()) : [];
    const facts = wrong === null ? {} : { facts: { error: wrong.slice(0, 400) } };
    return { outcome, tree: null, ...facts, record: { check, ...kept, outcome, notes } };
  };

/** What stays true for the next request to the same project. */
function researchLessons(audit: AuditResult, research: ResearchPacket): Lessons {
  const some = (what: string, texts: string[]): string[] =>
    texts.slice(0, MOST).map((text) => `${what}: ${text}`);
  const stack = research.recommended_stack.slice(0, MOST).map((one) => one.name);
  return {
    auditor: [
      ...some("Constraint", audit.constraints),
      ...some("Reuse", audit.reuse_opportunities),
    ],
    "tech-researcher": [
      `Estimated ${research.estimated_complexity}, ${research.estimated_files} files: ${research.summary}`,
      ...(stack.length > 0 ? [`Stack: ${stack.join(", ")}`] : []),
      ...some("Pitfall", research.pitfalls),
    ],
  };
}

/** An error of audit or research blocks the run, in its words; else both can be planned on. */
export const verifyResearch = passing("verify-research", ({ project, run }) => {
  const audit = auditOf(project, run);
  const research = researchOf(project, run);
  const errors = Object.entries({ audit, research }).flatMap(([what, result]) => {
    if (result === null) return [`the ${what} is gone from .task/objects`];
    return result.error?.trim() ? [`${what}: ${result.error.trim()}`] : [];
  });
  const reason = errors.length === 0 ? null : errors.join("; ");
  return { wrong: reason, lessons: () => researchLessons(audit!, research!), kept: { reason } };
});

/** What the votes of a run teach the seats and whoever makes the plan, by agent. Pure. */
export function voteLessons(ledger: Ledger): Lessons {
  const all = ledger.objections.filter((objection) => objection.severity !== "minor");
  const lineOf = (objection: Objection): string =>
    `${objection.at}: ${cut(objection.problem, MAX_TEXT)}`;
  const own = SEAT_IDS.map((seat) => {
    const raised = all.filter((one) => one.seat === seat).slice(0, MOST);
    return [seat, raised.map((one) => `Objected (${one.state}): ${lineOf(one)}`)];
  });
  const asked = all.slice(0, MOST).map((one) => `${one.seat} asked for a change: ${lineOf(one)}`);
  return {
    ...Object.fromEntries(own),
    [PLAN_MAKER]: [`Approved after ${plural(ledger.rounds.length, "plan")}`, ...asked],
  };
}

/** Counts the votes once more before anything is built. */
export const verdict = passing("verdict", ({ run }) => {
  const tally = tallyOf(run);
  const ledger = ledgerOf(run);
  return {
    wrong: tally.approved ? null : "the current votes do not approve the plan",
    lessons: () => voteLessons(ledger),
    kept: {
      plan: ledger.rounds.at(-1)?.plan ?? null,
      ...tally,
      open: ledger.objections.filter(isBlocking).map((objection) => objection.id),
    },
  };
});
