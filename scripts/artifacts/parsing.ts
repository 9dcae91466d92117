/** What is loaded only when an artifact is parsed: the schema library and all that stands on it. */
export { CHECKS } from "./checks.ts";
export { loadSchema } from "./load.ts";
export { problemsOf } from "./problems.ts";
