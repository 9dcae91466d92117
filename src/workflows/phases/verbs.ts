import type { ProjectVerb } from "../contract/contract.ts";

/** What a terminal can do with the project's roadmap. */
export const VERBS: Record<string, ProjectVerb> = {
  roadmap: {
    summary: "The phases of the project and what comes next; change, pause and resume them",
    usage: '[show | insert <phase> "<name>" | remove <phase> | pause "<why>" | resume]',
    args: [0, 4],
    options: {
      requirements: { value: "<ids>", about: "Of insert: requirements of the new phase, such as AUTH-01,AUTH-02" },
      criteria: {
        value: "<texts>",
        about: "Of insert: what can be observed once it is done, with semicolons between them",
      },
    },
    act: () => (require("./roadmap-verb.ts") as typeof import("./roadmap-verb.ts")).act,
  },
};
