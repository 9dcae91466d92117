/** What is loaded only when an artifact is parsed: the schema library and all that stands on it. */

export { problemsOf } from "./fields.ts";
export { loadSchema } from "./load.ts";
export { CHECKS } from "./review/check.ts";
