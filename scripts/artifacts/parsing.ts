/** What is loaded only when an artifact or the settings are parsed: the schema library and all that stands on it. */
export { CHECKS } from "./checks.ts";
export { loadSchema, loadSettings } from "./load.ts";
export { problemsOf } from "./problems.ts";
