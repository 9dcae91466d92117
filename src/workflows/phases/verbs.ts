import type { ProjectVerb } from "../contract/contract.ts";

/** What a terminal can do with the project's roadmap. */
export const VERBS: Record<string, ProjectVerb> = {
  roadmap: {
    summary: "The phases of the project and what comes next; insert and remove some",
    usage: '[show | insert <phase> "<name>" | remove <phase>]',
    args: [0, 4],
    options: {},
    act: () => (require("./roadmap-verb.ts") as typeof import("./roadmap-verb.ts")).act,
  },
};
