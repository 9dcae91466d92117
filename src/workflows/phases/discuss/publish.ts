import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../engine/run.ts";
import { accepted, acceptedFiles } from "../../../record/accepted.ts";
import { removeFile } from "../../../store/disk.ts";
import { sha256 } from "../../../store/journal.ts";
import { MAX_OBJECT_BYTES, putObject } from "../../../store/objects.ts";
import { readPlain } from "../../../store/plain-file.ts";
import { cut, fold } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { problemText } from "../phase-found.ts";
import { applyChanges, put } from "../planning/files.ts";
import { adviceSchema } from "./advice.ts";
import { assumptionsSchema } from "./assumptions.ts";
import { contextText } from "./document.ts";
import { ADVICE, ASSUMPTIONS } from "./paths.ts";
import { answers, corrections } from "./said.ts";
import { assumes, discussRecord } from "./survey-record.ts";

/** What was talked over goes into the phase's CONTEXT.md. */

/** The person's own words, each once: what they asked for beside the phase, and what they corrected. */
function wordsOf(run: Run): string[] {
  const asked = run.request.text.replace(/^Phase [\d.]+:?\s*/, "");
  const said = [asked, ...corrections(run)].map((one) => cut(fold(one), 1_000));
  return [...new Set(said.filter((one) => one !== ""))];
}

export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const record = discussRecord(scene);
  // What the objects hold is what was written: the schemas fill in what may be left out.
  const files = acceptedFiles(run);
  const [talked, advised] = [files.get(ASSUMPTIONS), files.get(ADVICE)];
  const assumptions = assumptionsSchema.safeParse(accepted(project, talked?.sha ?? null)).data ?? null;
  const advice = adviceSchema.safeParse(accepted(project, advised?.sha ?? null)).data ?? null;
  if (record === null || (assumptions === null && advice === null))
    return result(task, "fail", {
      problems: ["what was talked over is gone from .task/objects: discuss the phase again"],
    });
  const text = contextText({
    context: record.context,
    // Not that of today: the same check again, after a break, writes the same text.
    date: (talked?.task.ended_at ?? advised?.task.ended_at ?? run.updated_at).slice(0, 10),
    assumed: assumes(run),
    words: wordsOf(run),
    said: answers(run),
    assumptions,
    advice,
  });
  const path = `${record.folder}/${record.context.phase}-CONTEXT.md`;
  const at = (one: string): string => join(project.root, one);
  const { existing } = record;
  const changed = [...new Set([path, ...(existing === null ? [] : [existing.path])])].filter((one) => {
    if (!existsSync(at(one))) return false;
    const bytes = readPlain(at(one));
    const sha = bytes === null ? null : sha256(bytes);
    return sha !== sha256(text) && !(one === existing?.path && sha === existing.sha);
  });
  if (changed.length > 0 && run.options.overwrite !== "yes") return result(task, "changed", { facts: { changed } });
  const old = [path, ...(existing === null ? [] : [existing.path])].filter((one) => existsSync(at(one)));
  for (const one of old) {
    const bytes = readPlain(at(one), MAX_OBJECT_BYTES);
    if (bytes === null)
      return result(task, "fail", { problems: [`${one} is no regular file, or too large to be kept; move it away`] });
    putObject(project.task, bytes);
  }
  const done = applyChanges(project.root, [put(path, text)]);
  if (!done.ok) return result(task, "fail", { problems: done.problems.map(problemText) });
  // Two contexts of one phase would say two things.
  for (const one of old) if (one !== path) removeFile(at(one));
  return result(task, "pass", { facts: { path } });
};
