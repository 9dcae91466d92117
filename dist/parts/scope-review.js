// @bun
import {
  shown
} from "./s28.js";
import {
  MAX_LIST,
  stamp
} from "./s61.js";
import {
  SCOPE_STATUSES
} from "./s150.js";
import {
  closeWarnings,
  line,
  closedWarnings
} from "./s248.js";
import {
  inContext,
  checkedOf,
  stampLines2,
  problemIf
} from "./s251.js";
import {
  _maxLength,
  array,
  strictObject,
  _enum
} from "./s1.js";

// src/workflows/team/kinds/scope-review.ts
var STATUSES = Object.keys(SCOPE_STATUSES);
var scopeReview = strictObject({
  ...stamp,
  status: _enum(STATUSES),
  reasons: array(line).check(_maxLength(MAX_LIST)),
  closed_warnings: closedWarnings
});
var kind = inContext({
  schema: scopeReview,
  form: (facts) => `{
${stampLines2(facts)}
  "status": "<${STATUSES.join(" | ")}>",
  "reasons": ["<\u2026>"]
}`,
  rules: () => ["`needs_changes` has at least one reason; `approved` has none."],
  judge({ status, reasons, closed_warnings: closed = [] }, { warnings }) {
    const wantsChanges = SCOPE_STATUSES[status].counts === "changes";
    const none = `reasons: found none with status ${status}, expected what has to change`;
    const some = `reasons: found ${shown(reasons)} with status ${status}, expected none`;
    const wrong = wantsChanges ? problemIf(reasons.length === 0, none) : problemIf(reasons.length > 0, some);
    return checkedOf({ problems: wrong, outcome: status, texts: reasons }, { problems: closeWarnings(warnings, closed).problems, facts: { closed, blockers: reasons } });
  }
});
export {
  kind
};
