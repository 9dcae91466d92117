import { dirname } from "node:path";
import { linkless, pathApart } from "./path.ts";

/**
 * The path of a program by its name, on the folders of `env.PATH` that are none of a project's;
 * null: there is none. One that is a link into the project, or into installed packages, is left
 * out, too.
 */
export function programApart(name: string, env: NodeJS.ProcessEnv, project: string): string | null {
  for (const folder of pathApart(env.PATH, project, env.HOME).split(":")) {
    const found = folder === "" ? null : Bun.which(name, { PATH: folder });
    const real = found === null ? null : linkless(found);
    if (real !== null && pathApart(dirname(real), project, env.HOME) !== "") return found;
  }
  return null;
}
