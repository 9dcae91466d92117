/** What every step of a run with areas and documents needs: its workflow, its parts, the trees that areas are built in. */
export { asInProject, commandProblem, isDocument, partProblem, workFolder } from "../workflows/team/ownership.ts";
export { openWorkstream, workstreamTree } from "../project/worktrees/worktrees.ts";
export { team } from "../workflows/team/index.ts";
