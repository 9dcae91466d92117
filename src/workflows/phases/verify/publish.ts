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
import {
  acceptedWhy,
  criteriaOf,
  humanAnswers,
  isSettled,
  surveyOf,
  verdictOf,
  verdictTask,
  verificationOf,
} from "./recorded.ts";
import { commitSeen } from "./seen.ts";

/** What was found goes into `.planning/`: the report, and where the phase has passed its boxes. */
export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const [survey, criteria] = [due(surveyOf(scene)), due(criteriaOf(scene))];
  const [answer, verdict] = [due(verificationOf(scene)), due(verdictOf(scene))];
  const accepted = acceptedWhy(run);
  const now = run.updated_at;
  const path = `${survey.folder}/${twoDigits(survey.phase)}-VERIFICATION.md`;
  const commit = commitSeen(project, criteria.tree, survey.commits);
  const { outcome, facts } = verdictTask(run)!;
  // The report stands before anybody is asked: a break loses nothing, and next leads back to the question.
  const escalated = (outcome === "stalled" || outcome === "spent") && !isSettled(run);
  const answers = humanAnswers(run);
  const text = verificationText({
    survey,
    criteria,
    answer,
    verdict,
    accepted,
    escalated,
    commit,
    now,
    answers,
  });
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
  const { round, met, total, gaps, reason } = facts;
  const status = accepted === null ? verdict.status : "accepted";
  return result(task, escalated ? "open" : "pass", {
    facts: { path, status, round, met, total, gaps, ...(reason ? { reason } : {}) },
  });
};
