/** The brief of a role of such a run. */
export { pipelineBriefOf } from "../workflows/team/brief/brief.ts";
