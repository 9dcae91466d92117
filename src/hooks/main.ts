import { STEP } from "../host/answer.ts";
import type { Payload } from "../host/payload.ts";
import { findProject, type Project } from "../project/project.ts";

/** The guard found the folder; without one (a command that may start a run) it is looked for. */
function projectOf(env: Record<string, string | undefined>): Project {
  const home = env.MULTI_AI_HOME;
  if (home) return { root: home, task: `${home}/.task`, found: "journal" };
  return findProject(env.MULTI_AI_PROJECT_START ?? env.CLAUDE_PROJECT_DIR ?? "/");
}

/** Answers the host on standard output (`process.stdout` alone costs two starts of Bun). Returns the exit code. */
export async function answer(payload: Payload, closed: boolean): Promise<number> {
  const project = projectOf(process.env);
  // A call that is only judged needs nothing of what moves a run, and the other way round.
  let output = closed ? (await import("../policy/policy.ts")).policy(payload, project, process.env) : STEP;
  if (output === STEP) {
    const { step } = await import("./index.ts");
    const { stepInput } = await import("./step.ts");
    const input = stepInput(payload, project, process.env);
    if (payload.event === "TaskCompleted") {
      const reason = (await import("./mirror.ts")).refuseCompletion(input);
      if (reason !== null) console.error(reason);
      return reason === null ? 0 : 2;
    }
    output = await step(input);
  }
  if (output !== null) console.log(JSON.stringify(output));
  return 0;
}
