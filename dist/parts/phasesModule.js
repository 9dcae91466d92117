// @bun
import {
  execution
} from "./s129.js";
import {
  PLANNING
} from "./s40.js";
import {
  WORDS,
  PARTS,
  partOf
} from "./s98.js";
import {
  PROFILES
} from "./s37.js";
import {
  AUTO_FLAG
} from "./s30.js";
import {
  isLive
} from "./s5.js";

// src/workflows/phases/next.ts
var NEXT = {
  next: {
    entry: "plan-phase",
    request: "",
    flags: {
      auto: AUTO_FLAG,
      resume: { takes: "nothing", about: "Go on although the work is paused; the pause ends" }
    },
    strict: false,
    bare: true,
    resolves: () => import.meta.require("./start-next.js").resolves
  }
};

// src/workflows/phases/workflow.ts
var all = Object.values(PARTS);
function merged(of) {
  const table = {};
  for (const [name, value] of all.flatMap((part) => Object.entries(of(part) ?? {}))) {
    if (Object.hasOwn(table, name) && table[name] !== value)
      throw new Error(`two parts of phases have a "${name}"`);
    table[name] = value;
  }
  return table;
}
var phases = {
  name: "phases",
  files: PLANNING,
  limits: { revise: 3, gaps: 3, context_left: 15, ...merged((part) => part.limits) },
  bounds: merged((part) => part.bounds),
  roles: merged((part) => part.roles),
  profiles: PROFILES,
  rules: merged((part) => part.rules),
  selectors: merged((part) => part.selectors),
  shows: merged((part) => part.shows),
  bars: merged((part) => part.bars),
  waves: merged((part) => part.waves),
  idle: "idle",
  complete: "complete",
  regrade: (run) => partOf(run.entry).regrade?.(run) ?? null,
  entries: Object.fromEntries(Object.entries(PARTS).map(([entry, { gates, back = {}, variants }]) => [
    entry,
    { gates, back, ...variants ? { variants } : {} }
  ]))
};

// src/workflows/phases/index.ts
var all2 = Object.values(PARTS);
var standing = () => import.meta.require("./project-standing.js");
var profiled = (starts) => Object.fromEntries(Object.entries(starts).map(([name, { resolves, ...start }]) => [
  name,
  {
    ...start,
    ...resolves && {
      resolves: () => import.meta.require("./start-models.js").withModels(resolves())
    }
  }
]));
var phasesModule = {
  workflow: phases,
  starts: profiled({ ...merged((part) => part.starts), ...NEXT }),
  meant: (word) => import.meta.require("./meant.js").meant(word, Object.keys(phasesModule.starts)),
  settings: execution.settings,
  powers: [{ field: "execute.allow", does: "runs without asking, where a phase's plan has them", without: undefined }],
  artifacts: merged((part) => part.artifacts),
  briefFacts: (scene, task, dispatched) => partOf(scene.run.entry).facts(scene, task, dispatched),
  get briefs() {
    return Object.assign({}, ...all2.map((part) => part.briefs()));
  },
  checks: async () => (await import("./checks-10.js")).withEnds(Object.assign({}, ...await Promise.all(all2.map((part) => part.checks())))),
  questions: { ...WORDS, ...merged((part) => part.questions) },
  skipReasons: { ...merged((part) => part.skipReasons) },
  worktree: execution.worktree,
  editRule: execution.editRule,
  sortsNewFiles: execution.sortsNewFiles,
  get verbs() {
    return import.meta.require("./verbs.js").VERBS;
  },
  outlives: [`${PLANNING}/`],
  outputs: (scene) => isLive(scene.run) ? { files: [], problems: [] } : import.meta.require("./at-end.js").outputs(scene),
  commands: ({ run }) => partOf(run.entry).commands?.(run) ?? [],
  status: {
    own: ({ project }) => ({ project: standing().standingOf(project.root) }),
    about: ({ project, status }, layout) => project === null ? [] : standing().standingLines(project, layout, ["running", "waiting_for_user"].includes(String(status)))
  },
  standing(root, layout) {
    const one = standing().standingOf(root);
    return one === null ? [] : standing().standingLines(one, layout, false);
  },
  report: {
    unasked: "the plans",
    facts: (...of) => import.meta.require("./report-3.js").reportFacts(...of),
    caught: (scene) => import.meta.require("./caught.js").caughtFindings(scene),
    lines: (...of) => import.meta.require("./report-3.js").reportLines(...of),
    maxLines: 100
  }
};
export {
  phasesModule
};
