// @bun
import {
  shown
} from "./s28.js";
import {
  at
} from "./s61.js";
import {
  telling
} from "./s120.js";
import {
  isObject
} from "./s81.js";
import {
  readJson
} from "./s26.js";

// src/workflows/phases/planning/config.ts
var DEFAULT_CONFIG = {
  mode: "interactive",
  granularity: "standard",
  research: true,
  plan_check: true,
  verifier: true,
  models: "balanced",
  branching: "none",
  tdd: false,
  skip_discuss: false,
  worktrees: true,
  commit_docs: true
};
var YES_NO = [true, false];
var PLACES = {
  mode: { paths: [["mode"]], values: ["interactive", "yolo"] },
  granularity: {
    paths: [["granularity"], ["planning", "granularity"], ["depth"]],
    values: ["coarse", "standard", "fine"],
    older: { quick: "coarse", comprehensive: "fine" }
  },
  research: { paths: [["workflow", "research"]], values: YES_NO },
  plan_check: { paths: [["workflow", "plan_check"]], values: YES_NO },
  verifier: { paths: [["workflow", "verifier"]], values: YES_NO },
  models: {
    paths: [["model_profile"]],
    values: ["quality", "balanced", "budget"],
    older: { inherit: "balanced", adaptive: "balanced" }
  },
  branching: {
    paths: [["git", "branching_strategy"], ["branching_strategy"]],
    values: ["none", "phase", "milestone"]
  },
  tdd: { paths: [["workflow", "tdd_mode"]], values: YES_NO },
  skip_discuss: { paths: [["workflow", "skip_discuss"]], values: YES_NO },
  worktrees: { paths: [["workflow", "use_worktrees"]], values: YES_NO },
  commit_docs: { paths: [["commit_docs"], ["planning", "commit_docs"]], values: YES_NO }
};
function lineOf(source, key) {
  const index = source.indexOf(JSON.stringify(key));
  return index < 0 ? null : source.slice(0, index).split(`
`).length;
}
function readConfigText(source, path) {
  const problems = [];
  const tell = telling(path, problems);
  const read = readJson(source.replace(/^\uFEFF/, ""));
  if (!read.ok || !isObject(read.value)) {
    tell(read.ok ? 1 : null, read.ok ? `found ${shown(read.value)}, expected an object` : read.problem);
    return { config: DEFAULT_CONFIG, problems };
  }
  const config = { ...DEFAULT_CONFIG };
  for (const [name, { paths, values, older }] of Object.entries(PLACES)) {
    const where = paths.find((one) => (at(read.value, one) ?? null) !== null);
    if (where === undefined)
      continue;
    const said = at(read.value, where);
    const value = typeof said === "string" && older && Object.hasOwn(older, said) ? older[said] : said;
    if (values.includes(value))
      config[name] = value;
    else {
      const known = [...values, ...Object.keys(older ?? {})].map((one) => JSON.stringify(one)).join(", ");
      tell(lineOf(source, where.at(-1)), `${where.join(".")}: found ${shown(said)}, expected one of ${known}`);
    }
  }
  return { config, problems };
}

export { DEFAULT_CONFIG, PLACES, readConfigText };
