import { sha256 } from "../../../store/journal.ts";
import { cut } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { surveyPhase } from "../plan/survey.ts";
import { readText } from "../planning/files.ts";
import type { DiscussRecord } from "./record.ts";

/** What `discuss-phase` finds in `.planning` before anybody is asked. */

/** Characters of an earlier context that a brief has room for. */
const MAX_EXISTING = 12_000;

export const survey: Check = async ({ project, run }, task) => {
  const found = surveyPhase(project.root, run.options.phase ?? "");
  if (!found.ok) return result(task, "fail", { problems: found.problems });
  const { context, folder } = found.record;
  const path = found.contextFile;
  const text = path === null ? null : readText(project.root, path, []);
  const existing = path === null || text === null ? null : { path, sha: sha256(text), text: cut(text, MAX_EXISTING) };
  const record: DiscussRecord = { context, folder, existing };
  const asks = existing !== null && run.options.replace !== "yes";
  const facts = { yolo: found.config.mode === "yolo", ...(asks ? { existing: existing.path } : {}) };
  return { outcome: asks ? "existing" : "pass", tree: null, facts, record };
};
