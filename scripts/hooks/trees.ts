/**
 * What a task about the project's files needs: trees, what changed between two, what of it is frozen. Imported as any
 * module, and loaded when one of its functions is called first: a story and a plan are about no tree.
 */
export { withAgainst } from "../adapters/against-facts.ts";
export { frozenBy, frozenProblems } from "../adapters/frozen.ts";
export { sinceRaised } from "../adapters/since-raised.ts";
export { passedTests } from "../adapters/test-facts.ts";
export { treeOf } from "../adapters/tree.ts";
export { changedFiles, hasFolder, readFiles } from "../adapters/tree-changes.ts";
export { pathProblem } from "../artifacts/evidence.ts";
