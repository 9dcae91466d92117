/** The check of what a role of such a run has handed in. */
export { checkPipelineArtifact } from "../workflows/team/artifact.ts";
