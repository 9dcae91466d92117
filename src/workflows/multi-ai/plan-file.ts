/** A plan in a file of the person's, as flags and options of a run name it. */

export const FROM_PLAN = "from-plan";
export const PLAN_ONLY = "plan-only";
/** Option of a run that begins with the story and the plan of such a file, as they are. */
export const AS_GIVEN = "as_given";
export const PLAN_FILE = ".task/plan.json";

/** Entry of a quick run: one agent writes story and plan. And its gate, kind and question. */
export const LIGHT = "light";
export const DRAFT = "draft";

/** Checks by which the program takes story and plan over, from either. */
export const TAKE_STORY = "given-story";
export const TAKE_PLAN = "given-plan";
