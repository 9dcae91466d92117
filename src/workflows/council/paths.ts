/** Files of the council, relative to the project. */
export const FILES = ".task/council";
export const REFINED = `${FILES}/refined-prompt.json`;
export const HOST_AUDIT = `${FILES}/host-audit.json`;
export const AUDIT = `${FILES}/audit-result.json`;
export const RESEARCH = `${FILES}/research-packet.json`;
/** Plans of the seats, and what they are written from. */
export const PLANS = `${FILES}/plans/`;
export const DRAFTS = `${FILES}/drafts/`;
/** What the plan maker writes, and the plan as people and seats read it. */
export const PLAN_FILE = `${FILES}/master_plan.json`;
export const MASTER_PLAN = `${FILES}/master_plan.md`;
/** A plan that was there before the run. */
export const TAKEN = `${FILES}/plan.json`;
export const VERDICT_FILE = `${FILES}/verdict.json`;
/** Each seat's newest vote as it wrote it; `votes/` has every vote, with vendor and model. */
export const SEATS_FOLDER = `${FILES}/seats/`;
