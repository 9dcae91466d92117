// @bun
import {
  isDenial
} from "./s8.js";
import {
  shellLine
} from "./s11.js";
import {
  noteBefore
} from "./s119.js";
import {
  isAsLookedBefore2
} from "./s215.js";
import {
  pluginApart
} from "./s223.js";

// src/hooks/before-command.ts
function beforeCommand(payload, project, env, answer) {
  if (shellLine(payload) === null || isDenial(answer))
    return;
  const asLooked = isAsLookedBefore2(project, env, () => pluginApart(project));
  noteBefore(project, payload.call, env, asLooked);
}
export {
  beforeCommand
};
