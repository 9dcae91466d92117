/** The brief of a role of such a run. */
export { pipelineBriefOf } from "../adapters/pipeline-brief.ts";
