import { join } from "node:path";
import { writeFileAtomic } from "../../../store/disk.ts";
import type { Check } from "../../contract.ts";
import { result } from "../../execute/checks/place.ts";
import { twoDigits } from "../planning/numbers.ts";
import { verificationText } from "./document.ts";
import { acceptedWhy, criteriaOf, humanAnswers, surveyOf, verdictOf, verificationOf } from "./recorded.ts";
import { commitSeen } from "./seen.ts";

/** What was found goes into `.planning/`: the report, and where the phase has passed its boxes. */
export const publish: Check = async ({ project, run }, task) => {
  const [survey, criteria] = [surveyOf(project, run), criteriaOf(project, run)];
  const [answer, verdict] = [verificationOf(project, run), verdictOf(project, run)];
  if (survey === null || criteria === null || answer === null || verdict === null)
    return result(task, "fail", { problems: ["what was found is gone from .task/objects"] });
  const accepted = acceptedWhy(run);
  const now = run.updated_at;
  const path = `${survey.folder}/${twoDigits(survey.phase)}-VERIFICATION.md`;
  const commit = commitSeen(project, criteria.tree, survey.commits);
  const text = verificationText({
    ...{ survey, criteria, answer, verdict, accepted, commit, now },
    said: humanAnswers(run),
  });
  writeFileAtomic(join(project.root, path), text);
  return result(task, "pass", { facts: { path, status: accepted === null ? verdict.status : "accepted" } });
};
