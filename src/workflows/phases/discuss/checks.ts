import type { Run } from "../../../engine/run.ts";
import { accepted, acceptedFiles } from "../../../record/accepted.ts";
import { cut, fold } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { replaced } from "../replace.ts";
import { contextText } from "./document.ts";
import { adviceSchema, assumptionsSchema } from "./kinds.ts";
import { ADVICE, ASSUMPTIONS, answers, assumes, corrections, discussRecord } from "./record.ts";

/** What `discuss-phase` leaves in `.planning`. */

/** The person's own words, each once: what they asked for beside the phase, and what they corrected. */
function wordsOf(run: Run): string[] {
  const asked = run.request.text.replace(/^Phase [\d.]+:?\s*/, "");
  const texts = [asked, ...corrections(run)].map((one) => cut(fold(one), 1_000));
  return [...new Set(texts.filter((one) => one !== ""))];
}

/** What was talked over goes into the phase's CONTEXT.md. */
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
    answers: answers(run),
    assumptions,
    advice,
  });
  const path = `${record.folder}/${record.context.phase}-CONTEXT.md`;
  return replaced(project, task, {
    texts: new Map([[path, text]]),
    // Two contexts of one phase would say two things. An earlier version noted none.
    replaced: record.replaced ?? [],
    overwrite: run.options.overwrite === "yes",
    facts: () => ({ path }),
  });
};
