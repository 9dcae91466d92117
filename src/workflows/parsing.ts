/** What is loaded only when an artifact is parsed: the schema library and all that stands on it. */
export { CHECKS } from "./review/check.ts";
export { loadSchema } from "./load.ts";
export { problemsOf } from "./problems.ts";
