// @bun
import {
  MODELS
} from "./s37.js";
import {
  CONFIG
} from "./s40.js";
import {
  readConfigText
} from "./s250.js";
import {
  readText
} from "./s120.js";

// src/workflows/phases/start-models.ts
var withModels = (resolve) => (root, ...said) => {
  const resolved = resolve(root, ...said);
  const text = resolved.ok ? readText(root, CONFIG, []) : null;
  if (!resolved.ok || text === null)
    return resolved;
  const { config } = readConfigText(text, CONFIG);
  return { ...resolved, options: { [MODELS]: config.models, ...resolved.options } };
};
export {
  withModels
};
