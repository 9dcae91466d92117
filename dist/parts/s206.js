// @bun
import {
  providerOf
} from "./s59.js";
import {
  moduleOf
} from "./s70.js";
import {
  apart
} from "./s15.js";

// src/run/ready-providers.ts
function readyProviders(project, settings, env) {
  const place = apart(env, project.root);
  return (id) => {
    const provider = providerOf(id, settings.providers);
    if (provider === null)
      return false;
    if (provider.program !== null)
      return Bun.which(provider.program, { PATH: place.PATH ?? "" }) !== null;
    return provider.keys.length === 0 || provider.keys.some((name) => (env[name] ?? "") !== "");
  };
}
var assignedNow = (workflow, project, settings, env) => moduleOf(workflow).assigns?.(settings, readyProviders(project, settings, env));

export { assignedNow };
