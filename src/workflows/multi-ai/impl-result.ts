import * as z from "zod/mini";
import { criterionId, findingId, list, optionalList, optionalText, stamp, text } from "../fields.ts";

/** `.task/impl-result.json`, written by implementer: what was done. Its word moves no gate by itself. */
export const implResult = z.object({
  ...stamp,
  status: z.enum(["complete", "partial", "failed"]),
  reason: optionalText,
  changed_files: list(text),
  criteria: list(z.object({ id: criterionId, met: z.boolean() })),
  deviations: optionalList(text),
  answered: optionalList(findingId),
});
export type ImplResult = z.infer<typeof implResult>;
