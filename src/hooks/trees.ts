/**
 * What a task about the project's files needs: trees, what changed between two, what of it is frozen. Imported as any
 * module, and loaded when one of its functions is called first: a story and a plan are about no tree.
 */
export { withAgainst } from "../record/against-facts.ts";
export { frozenBy, frozenProblems } from "../record/frozen.ts";
export { sinceRaised } from "../record/findings.ts";
export { passedTests } from "../record/tests.ts";
export { treeOf } from "../project/tree.ts";
export { changedFiles, hasFolder, readFiles } from "../project/changes.ts";
export { pathProblem } from "../workflows/review/evidence.ts";
