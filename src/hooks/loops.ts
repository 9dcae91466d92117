/**
 * What few decisions need: a start, new tasks, rounds of reviews and fixes, panels, setbacks, warnings, and what the
 * person answers. Whoever needs it imports it as any module, and it is loaded when one of its functions is called first.
 */
export { answer } from "../engine/answers.ts";
export { standings } from "../workflows/team/peer-review/tally.ts";
export { checkpoint } from "../engine/checkpoints.ts";
export { confirmFinal } from "../engine/confirm.ts";
export { noProgress } from "../engine/rounds.ts";
export { expanded } from "../engine/expansion.ts";
export { fixAndReview } from "../engine/mend.ts";
export { openQuestions } from "../workflows/team/open-points.ts";
export { settlePanels } from "../engine/panel.ts";
export { askRuling } from "../engine/ruling.ts";
export { fruitless } from "../engine/setbacks.ts";
export { chain } from "../engine/tasks.ts";
export { lastWords } from "../workflows/team/standing.ts";
export { start } from "../engine/start.ts";
export { settleVariant } from "../engine/variant.ts";
export { withWarnings } from "../engine/warnings.ts";
