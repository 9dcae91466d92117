/** What the program does itself in a run of this workflow: a check's process alone loads it. */
export { TEST_CHECKS as CHECKS } from "../../test-checks.ts";
