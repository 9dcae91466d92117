import { limitOf } from "../../../engine/rounds.ts";
import type { Decision } from "../../../engine/run.ts";
import { projectTree } from "../../../record/subject.ts";
import { cut, oneLine, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { due } from "../stopped.ts";
import {
  criteriaOf,
  humanAnswers,
  nameOf,
  type PhaseVerification,
  type Survey,
  surveyOf,
  type VerdictRecord,
  verificationOf,
} from "./recorded.ts";

/** What a round of verification comes to, from what the program ran, the verifier found and the person said. */

type Answer = Pick<Decision, "option" | "text">;

/** Every gap, whoever found it, and how many of the musts hold. Pure. */
export function gapsOf(answer: PhaseVerification, answers: readonly Answer[]) {
  const asked = answer.human.map((item, index) => ({ item, said: answers[index] }));
  const isSaid = (option: string) => asked.filter((one) => one.said?.option === option);
  const later = asked.filter((one) => one.said === undefined || one.said.option === "later").map(({ item }) => item.of);
  const refused = isSaid("revise").map(({ item, said }) => ({
    of: [item.of],
    missing: `${item.test} Expected: ${item.expected} The person says: ${said?.text ?? "it is not so"}`,
    files: [],
  }));
  const met = answer.musts.filter((one) => one.verdict === "met").length + isSaid("yes").length;
  return { gaps: [...answer.gaps, ...refused], later, met };
}

export const openIds = (gaps: VerdictRecord["gaps"]): string[] => [...new Set(gaps.flatMap((one) => one.of))].sort();

/**
 * What becomes of a round with these gaps. A round that has closed none of those before it makes no progress, and what the
 * person was asked about stays with them until plans were carried out. Pure.
 */
export function outcomeOf(
  open: readonly string[],
  before: Survey["before"],
  most: number,
): { outcome: "pass" | "gaps" | "stalled" | "spent"; round: number } {
  const round = before === null ? 1 : before.round + (before.closed ? 1 : 0);
  if (open.length === 0) return { outcome: "pass", round };
  const isStalled = before?.closed ? before.gaps.every((one) => open.includes(one)) : before?.escalated;
  return { outcome: isStalled ? "stalled" : round > most ? "spent" : "gaps", round };
}

const MAX_REASON = 500;

export const verdict: Check = async (scene, task) => {
  const { workflow, run } = scene;
  const survey = due(surveyOf(scene));
  const [answer, ran] = [due(verificationOf(scene)), due(criteriaOf(scene))];
  const now = projectTree(scene);
  if (!now.ok || now.subject !== ran.tree)
    return result(task, "moved", {
      problems: [
        now.ok ? "the project changed after its commands had run: what was found is of another state" : now.problem,
      ],
    });
  const { gaps, later, met } = gapsOf(answer, humanAnswers(run));
  const open = openIds(gaps);
  const names = open.map((id) => nameOf(id, survey));
  const { outcome, round } = outcomeOf(names, survey.before, limitOf(workflow, run, "gaps"));
  const status = open.length > 0 ? "gaps_found" : later.length > 0 ? "human_needed" : "passed";
  const record: VerdictRecord = { status, gaps, later, met, total: answer.musts.length, round };
  const facts = {
    ...{ status, open, later, met, total: record.total, round },
    gaps: gaps.slice(0, 20).map((one) => cut(oneLine(`${one.of.join(", ")}: ${one.missing}`), 300)),
    ...(open.length > 0 ? { reason: cut(`${someOf(open, 12)} does not hold`, MAX_REASON) } : {}),
  };
  return { ...result(task, outcome, { tree: ran.tree, facts }), record };
};
