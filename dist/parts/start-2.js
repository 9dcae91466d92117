// @bun
import {
  CONFIG
} from "./s40.js";
import {
  readOverview
} from "./s126.js";
import {
  SETUP
} from "./s39.js";
import {
  STAGE
} from "./s85.js";
import {
  archivedMilestones
} from "./s63.js";
import {
  existing
} from "./s67.js";

// src/workflows/phases/new-project/start.ts
import { existsSync } from "fs";
import { join } from "path";
var DOCUMENT = /^@(?:"([^"]+)"|(\S+))\s*/;
var yes = (is) => is ? "yes" : "no";
var settled = (config) => ({
  mode: config.mode,
  granularity: config.granularity,
  research: yes(config.research),
  plan_check: yes(config.plan_check),
  verifier: yes(config.verifier),
  models: config.models,
  branching: config.branching,
  tdd: yes(config.tdd),
  worktrees: yes(config.worktrees),
  commit_docs: yes(config.commit_docs)
});
function given(text) {
  const options = {};
  for (const one of text.split(",").filter((part) => part !== "")) {
    const [name = "", value = ""] = one.split("=");
    if (options[name] !== undefined)
      return { ok: false, problem: `--settings: ${name} is given twice` };
    options[name] = value;
  }
  return { ok: true, options };
}
function resolves(root, request, options) {
  const planning = readOverview(root);
  const there = existing(planning, archivedMilestones(root).length > 0);
  if (there !== null)
    return { ok: false, problem: there };
  const flags = given(options.settings ?? "");
  if (!flags.ok)
    return flags;
  const config = existsSync(join(root, CONFIG)) ? settled(planning.config) : {};
  const [typed = "", quoted, plain] = DOCUMENT.exec(request) ?? [];
  const document = quoted ?? plain;
  const words = request.slice(typed.length).trim();
  const said = document === undefined ? "Begin a new project; what it is has still to be said" : `The project that ${document} describes`;
  return {
    ok: true,
    entry: "new-project",
    request: words === "" ? said : words,
    options: {
      [STAGE]: SETUP,
      ...config,
      ...flags.options,
      ...document === undefined ? {} : { document },
      ...words === "" && document === undefined ? { unsaid: "yes" } : {}
    }
  };
}
export {
  resolves
};
