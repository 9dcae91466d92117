import { oneLine } from "../../../text.ts";
import type { Resolved } from "../../contract/contract.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { check, inTurn, produce } from "../gates.ts";
import { MAPPER, type Part } from "../part.ts";

/** `map-codebase`: what there is of code, for whoever plans and builds in it. */

/** What stands after `map-codebase`: what the map should look at most; mostly nothing. */
const resolves = (_root: string, request: string): Resolved => ({
  ok: true,
  entry: "map-codebase",
  request: oneLine(request).trim() || "Map the code base",
  options: {},
});

export const mapCodebase: Part<KitFacts> = {
  start: {
    request: "<what to look at most>",
    strict: true,
    bare: true,
    resolves: () => resolves,
  },
  gates: inTurn("map", [
    produce({
      key: "map-codebase",
      title: "Map the code base",
      who: { role: "pattern-mapper" },
      schema: "project-codebase",
      brief: "map-codebase",
    }),
    check({ key: "map-publish", title: "Write the map" }),
  ]),
  ...MAPPER,
  checks: async () => ({ "map-publish": (await import("./publish.ts")).publish }),
};
