// @bun
import {
  findingsOf
} from "./s158.js";
import {
  pluginRoot
} from "./s223.js";

// src/checkup/setup/place.ts
function placeOf({ project, env }, claude, script) {
  let found;
  return {
    call: { project, env },
    plugin: pluginRoot(),
    findings() {
      found ??= findingsOf(project, env, claude);
      return found;
    },
    script
  };
}

export { placeOf };
