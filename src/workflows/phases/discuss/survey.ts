import { sha256 } from "../../../store/journal.ts";
import { cut } from "../../../text.ts";
import type { Check } from "../../contract.ts";
import { lookAtPhase } from "../plan/survey.ts";
import { readText } from "../planning/files.ts";
import type { DiscussRecord, DiscussSurvey } from "./survey-record.ts";

/** What `discuss-phase` finds in `.planning` before anybody is asked. */

/** Characters of an earlier context that a brief has room for. */
const MAX_EXISTING = 12_000;

export const survey: Check = async ({ project, run }) => {
  const { problems, record, yolo, contextFile } = lookAtPhase(project.root, run.options.phase ?? "", true);
  const text = contextFile === null ? null : readText(project.root, contextFile, []);
  const found: DiscussRecord | null =
    record === null
      ? null
      : {
          context: record.context,
          folder: record.folder,
          existing:
            contextFile === null || text === null
              ? null
              : { path: contextFile, sha: sha256(text), text: cut(text, MAX_EXISTING) },
        };
  const asks = found?.existing != null && run.options.replace !== "yes";
  const facts: DiscussSurvey = {
    yolo,
    ...(asks ? { existing: found.existing!.path } : {}),
    ...(problems.length > 0 ? { problems: problems.slice(0, 12).map((one) => cut(one, 400)) } : {}),
  };
  const outcome = found === null ? "fail" : asks ? "existing" : "pass";
  return { outcome, tree: null, facts: { ...facts }, record: found ?? { problems } };
};
