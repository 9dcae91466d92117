/** What only a run with areas and documents needs: its artifacts, its briefs, its parts, the files that are kept beside it. */
export { keepFiles } from "../adapters/kept-files.ts";
export { asInProject, commandProblem, isDocument, partProblem, workFolder } from "../adapters/parts.ts";
export { checkPipelineArtifact } from "../adapters/pipeline-artifact.ts";
export { pipelineBriefOf } from "../adapters/pipeline-brief.ts";
export { openWorkstream, workstreamTree } from "../adapters/workstreams.ts";
export { team } from "../workflows/team.ts";
