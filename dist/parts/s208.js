// @bun
import {
  readAnswer,
  unfenced
} from "./s166.js";
import {
  stripStamp,
  makeStamp
} from "./s47.js";
import {
  isObject
} from "./s81.js";

// src/process/environment.ts
var KEPT = "MULTI_AI_BUN_OPTIONS";
function restoreOptions(env = process.env) {
  const kept = env[KEPT];
  delete env[KEPT];
  if (kept !== undefined)
    env.BUN_OPTIONS = kept;
}

// src/run/external-answer.ts
function artifactOf({ schema }, raw, stamp) {
  if (schema === undefined)
    return `${makeStamp(stamp)}
${stripStamp(unfenced(raw, ["markdown", "md"])).trim()}
`;
  const object = readAnswer(raw);
  const value = object.ok ? JSON.parse(object.text) : null;
  return isObject(value) ? `${JSON.stringify({ ...value, ...stamp }, null, 2)}
` : null;
}

export { restoreOptions, artifactOf };
