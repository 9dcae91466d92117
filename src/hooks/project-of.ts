import { findProject, type Project } from "../project/project.ts";

/** The project of a hook: the folder that the guard found, else it is looked for (a command that may start a run). */
export function projectOf(env: Record<string, string | undefined>): Project {
  const home = env.MULTI_AI_HOME;
  if (home) return { root: home, task: `${home}/.task`, found: "journal" };
  return findProject(env.MULTI_AI_PROJECT_START ?? env.CLAUDE_PROJECT_DIR ?? "/");
}
