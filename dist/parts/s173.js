// @bun
import {
  linkless,
  pathApart
} from "./s15.js";

// src/process/program-apart.ts
import { dirname } from "path";
function programApart(name, env, project) {
  for (const folder of pathApart(env.PATH, project, env.HOME).split(":")) {
    const found = folder === "" ? null : Bun.which(name, { PATH: folder });
    const real = found === null ? null : linkless(found);
    if (real !== null && pathApart(dirname(real), project, env.HOME) !== "")
      return found;
  }
  return null;
}

export { programApart };
