import { limitOf } from "../../../engine/rounds.ts";
import type { Decision } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import { cut } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { REQUIREMENTS, ROADMAP } from "../paths.ts";
import { applyChanges, type Change, change, isThere, put } from "../planning/files.ts";
import type { Verification } from "../planning/model.ts";
import { twoDigits } from "../planning/numbers.ts";
import { readRoot } from "../planning/read.ts";
import { setRequirementDone } from "../planning/requirements.ts";
import { setPhaseDone } from "../planning/roadmap.ts";
import { type UatAnswer, withResults } from "../planning/uat.ts";
import { due, made } from "../stopped.ts";
import { statusOf, verificationText } from "./document.ts";
import {
  acceptedWhy,
  type Criteria,
  criteriaOf,
  GATE,
  gapText,
  humanAnswers,
  humanItems,
  knownWrong,
  nameOf,
  type PhaseVerification,
  type Survey,
  surveyOf,
  verdictOf,
  verificationOf,
} from "./recorded.ts";
import { commitSeen } from "./seen.ts";

/** What a round of verification comes to, from what the program ran, the verifier found and the person said. */

type Answer = Pick<Decision, "option" | "text">;
type Gap = ReturnType<typeof gap>;

/** Every gap, whoever found it, and how many of the musts hold. Pure. */
export function gapsOf(
  { musts, human }: Pick<PhaseVerification, "musts" | "human">,
  answers: readonly Answer[],
  survey: Pick<Survey, "artifacts" | "uat">,
  { commands, missing, outdated = [] }: Pick<Criteria, "commands" | "missing" | "outdated">,
) {
  const counts = ({ id }: { id: string }): boolean => outdated.every((one) => one.id !== id);
  const asked = humanItems({ human }, survey).map((item, index) => ({ item, said: answers[index] }));
  const isSaid = (option: string) => asked.filter((one) => one.said?.option === option);
  const later = asked.filter((one) => one.said === undefined || one.said.option === "later").map(({ item }) => item.of);
  /** What does not hold, with what is missing. */
  const gaps = [
    ...musts.filter(({ verdict }) => verdict === "unmet").map(({ id, reason }) => gap(id, reason ?? "")),
    ...commands
      .filter((one) => one.state !== "passed" && counts(one))
      .map((one) => gap(one.id, `${one.command}: ${one.state}`)),
    ...survey.artifacts
      .filter((one) => missing.includes(one.id) && counts(one))
      .map((one) => gap(one.id, one.provides, one.path)),
    ...knownWrong(survey).map(({ of, said }) => gap(of, personSays(said))),
    ...isSaid("revise").map(({ item, said }) => {
      // An open test of theirs is named by the same words.
      const asked = human.includes(item) ? `${sentence(item.test)} Expected: ${sentence(item.expected)} ` : "";
      return gap(item.of, `${asked}${personSays(said?.text)}`);
    }),
  ];
  // A test of a person is no must.
  const seen = isSaid("yes").filter(({ item }) => human.includes(item));
  const met = musts.filter((one) => one.verdict === "met").length + seen.length;
  // `later`: what the person will look at another time.
  return { gaps, later, met };
}

const sentence = (text: string): string => (/[.!?:;]["')]?$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
const personSays = (text: string | null | undefined): string => `The person says: ${text || "it is not so"}`;

const gap = (id: string, missing: string, ...files: string[]) => ({ of: [id], missing, files });

export const openIds = (gaps: readonly Gap[]): string[] => [...new Set(gaps.flatMap((one) => one.of))].sort();

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

/** What this round comes to. `outcome`: whether rounds by themselves go on. */
export function judgedRound(scene: Scene) {
  const { workflow, run } = scene;
  const [survey, answer] = [due(surveyOf(scene)), due(verificationOf(scene))];
  const found = gapsOf(answer, humanAnswers(run), survey, due(criteriaOf(scene)));
  const open = openIds(found.gaps);
  const names = open.map((id) => nameOf(id, survey));
  const { outcome, round } = outcomeOf(names, survey.before, limitOf(workflow, run, "gaps"));
  const status: Verification["status"] =
    open.length > 0 ? "gaps_found" : found.later.length > 0 ? "human_needed" : "passed";
  return { verdict: { ...found, status, total: answer.musts.length, round }, outcome };
}

/** What the person said of tests goes into the file of each. */
function triedIn(
  { project, run }: Scene,
  survey: Survey,
  answer: PhaseVerification,
  answers: readonly Answer[],
): Change[] {
  const said = answers.slice(answer.human.length);
  const asked = (survey.uat ?? []).filter(({ known }) => !known);
  const tried = asked.flatMap((test, at): (typeof test & UatAnswer)[] => {
    const { option = "later", text = null } = said[at] ?? {};
    if (option === "yes") return [{ ...test, result: "pass" }];
    return option === "revise" ? [{ ...test, result: "issue", reported: text }] : [];
  });
  return [...Map.groupBy(tried, ({ path }) => path)]
    .filter(([path]) => isThere(project.root, path))
    .map(([path, tests]) => change(path, (text) => withResults(text, tests, run.updated_at)));
}

/** Why what was found says nothing of the project as it is now; null: it is about that. */
export function movedBy(scene: Scene, criteria: Pick<Criteria, "tree">): string | null {
  const tree = projectTree(scene);
  if (tree.ok && tree.subject === criteria.tree) return null;
  return tree.ok ? "the project changed after its commands had run: what was found is of another state" : tree.problem;
}

/**
 * What was found goes into `.planning/`: the report, and where the phase has passed its boxes. Behind the person's word on
 * gaps the same round is written once more.
 */
export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const [survey, criteria, answer] = [due(surveyOf(scene)), due(criteriaOf(scene)), due(verificationOf(scene))];
  const isSettled = task.gate !== GATE.publish;
  const moved = isSettled ? null : movedBy(scene, criteria);
  if (moved !== null) return result(task, "moved", { problems: [moved] });
  const { verdict, outcome } = isSettled ? { verdict: due(verdictOf(scene)), outcome: "pass" } : judgedRound(scene);
  const accepted = acceptedWhy(run);
  const now = run.updated_at;
  const path = `${survey.folder}/${twoDigits(survey.phase)}-VERIFICATION.md`;
  const commit = commitSeen(project, criteria.tree, survey.commits);
  // The report stands before anybody is asked: a break loses nothing, and next leads back to the question.
  const escalated = outcome === "stalled" || outcome === "spent";
  const answers = humanAnswers(run);
  const text = verificationText({ survey, criteria, answer, verdict, accepted, escalated, commit, now, answers });
  const isDone = statusOf(verdict, accepted) === "passed";
  const known = new Set(readRoot(project.root).requirements?.map((one) => one.id));
  made(
    applyChanges(project.root, [
      change(ROADMAP, (before) => setPhaseDone(before, survey.phase, isDone, isDone ? now.slice(0, 10) : null)),
      ...survey.requirements
        .filter((id) => known.has(id))
        .map((id) => change(REQUIREMENTS, (before) => setRequirementDone(before, id, isDone))),
      put(path, text),
      ...triedIn(scene, survey, answer, answers),
    ]),
  );
  const { round, met, total, gaps } = verdict;
  const told = gaps.map((one) => gapText(one, survey));
  const facts = {
    ...{ path, status: accepted === null ? verdict.status : "accepted", round, met, total },
    gaps: told.slice(0, 20).map((one) => cut(one, 300)),
    ...(told.length > 0 ? { reason: cut(told.join(" · "), 500) } : {}),
  };
  const ended = verdict.status === "human_needed" ? verdict.status : "pass";
  const found = isSettled ? "pass" : told.length > 0 ? "gaps" : ended;
  return { ...result(task, escalated ? "open" : found, { tree: criteria.tree, facts }), record: verdict };
};
