// @bun
import {
  commandText
} from "./s60.js";
import {
  _maxLength,
  _regex,
  string,
  array,
  strictObject,
  _enum,
  optional,
  refine
} from "./s1.js";

// src/workflows/execute/settings.ts
var EXECUTE_SETTINGS = {
  execute: optional(strictObject({
    isolation: optional(_enum(["worktree", "checkout"])),
    commit_message: optional(_enum(["type(phase-plan)", "phase task"])),
    allow: optional(array(commandText).check(_maxLength(50))),
    branch_prefix: optional(string().check(_regex(/^[A-Za-z0-9][\w./-]{0,59}$/, "expected the beginning of a branch's name, such as plan/"), refine((one) => one !== "multi-ai/", "expected another one: refs/multi-ai/<run> is the run's snapshot")))
  }))
};
export {
  EXECUTE_SETTINGS
};
