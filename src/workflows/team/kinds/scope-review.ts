import * as z from "zod/mini";
import { shown } from "../../../text.ts";
import { MAX_LIST, stamp } from "../../fields.ts";
import { closeWarnings } from "../documents/warnings.ts";
import { SCOPE_STATUSES } from "../statuses.ts";
import { closedWarnings, line } from "./gate.ts";
import { checkedOf, inContext, problemIf, stampLines } from "./kind.ts";

const STATUSES = Object.keys(SCOPE_STATUSES) as (keyof typeof SCOPE_STATUSES)[];

const scopeReview = z.strictObject({
  ...stamp,
  status: z.enum(STATUSES),
  reasons: z.array(line).check(z.maxLength(MAX_LIST)),
  closed_warnings: closedWarnings,
});
export type ScopeReview = z.infer<typeof scopeReview>;

/** `pipeline/design-review/pm.json`: pm's word on the design's scope, which is no gate. */
export const kind = inContext<ScopeReview>({
  schema: scopeReview,
  form: (facts) => `{
${stampLines(facts)}
  "status": "<${STATUSES.join(" | ")}>",
  "reasons": ["<…>"]
}`,
  rules: () => ["`needs_changes` has at least one reason; `approved` has none."],
  judge({ status, reasons, closed_warnings: closed = [] }, { warnings }) {
    const wantsChanges = SCOPE_STATUSES[status].counts === "changes";
    const none = `reasons: found none with status ${status}, expected what has to change`;
    const some = `reasons: found ${shown(reasons)} with status ${status}, expected none`;
    const wrong = wantsChanges ? problemIf(reasons.length === 0, none) : problemIf(reasons.length > 0, some);
    return checkedOf(
      { problems: wrong, outcome: status, texts: reasons },
      { problems: closeWarnings(warnings, closed).problems, facts: { closed, blockers: reasons } },
    );
  },
});
