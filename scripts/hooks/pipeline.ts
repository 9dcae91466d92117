/** What every step of a run with areas and documents needs: its workflow, its parts, the trees that areas are built in. */
export { asInProject, commandProblem, isDocument, partProblem, workFolder } from "../adapters/parts.ts";
export { openWorkstream, workstreamTree } from "../adapters/workstreams.ts";
export { team } from "../workflows/team.ts";
