import { briefsOf } from "../../kit/brief.ts";

/** What the brief of `map-codebase` says. */
export const BRIEFS = briefsOf({
  "map-codebase": { work: "Map this code base, for whoever will plan and build in it." },
});
