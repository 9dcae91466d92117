import { readFileSync } from "node:fs";
import { attempt } from "../process/attempt.ts";
import { findProject, type Project } from "../project/project.ts";

/**
 * The project of a hook: the folder that the guard found, else it is looked for (a command that may
 * start a run).
 */
export function projectOf(env: NodeJS.ProcessEnv): Project {
  const home = env.MULTI_AI_HOME;
  const start = env.MULTI_AI_PROJECT_START ?? env.CLAUDE_PROJECT_DIR ?? "/";
  const root = home || marked(start, env);
  return root ? { root, task: `${root}/.task`, found: "journal" } : findProject(start);
}

/** The root that was noted for a session which was started here: see record/machine/marks.ts. */
function marked(start: string, env: NodeJS.ProcessEnv): string {
  const file = `${env.CLAUDE_PLUGIN_DATA}/outside/live${start.replace(/\/$/, "")}/.live`;
  return attempt(() => readFileSync(file, "utf8").split("\n")[0]!, "");
}
