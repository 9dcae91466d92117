import { projectTree } from "../../../record/subject.ts";
import { cut, oneLine, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { REQUIREMENTS, ROADMAP } from "../paths.ts";
import { applyChanges, change, put } from "../planning/files.ts";
import { twoDigits } from "../planning/numbers.ts";
import { readRoot } from "../planning/read.ts";
import { setRequirementDone } from "../planning/requirements.ts";
import { setPhaseDone } from "../planning/roadmap.ts";
import { due, made } from "../stopped.ts";
import { statusOf, verificationText } from "./document.ts";
import { acceptedWhy, criteriaOf, GATE, humanAnswers, surveyOf, verdictOf, verificationOf } from "./recorded.ts";
import { commitSeen } from "./seen.ts";
import { judgedRound, openIds } from "./verdict.ts";

/**
 * What was found goes into `.planning/`: the report, and where the phase has passed its boxes. Behind the person's word on
 * gaps the same round is written once more.
 */
export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const [survey, criteria, answer] = [due(surveyOf(scene)), due(criteriaOf(scene)), due(verificationOf(scene))];
  const tree = projectTree(scene);
  const isSettled = task.gate !== GATE.publish;
  if (!isSettled && (!tree.ok || tree.subject !== criteria.tree)) {
    const moved = "the project changed after its commands had run: what was found is of another state";
    return result(task, "moved", { problems: [tree.ok ? moved : tree.problem] });
  }
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
    ]),
  );
  const { round, met, total, gaps } = verdict;
  const open = openIds(gaps);
  const facts = {
    ...{ path, status: accepted === null ? verdict.status : "accepted", round, met, total },
    gaps: gaps.slice(0, 20).map((one) => cut(oneLine(`${one.of.join(", ")}: ${one.missing}`), 300)),
    ...(open.length > 0 ? { reason: cut(`${someOf(open, 12)} does not hold`, 500) } : {}),
  };
  const found = open.length > 0 && !isSettled ? "gaps" : "pass";
  return { ...result(task, escalated ? "open" : found, { tree: criteria.tree, facts }), record: verdict };
};
