import { findProject, type Project } from "./adapters/project.ts";
import { deny } from "./hooks/output.ts";
import { BadPayload, type Payload, readPayload } from "./hooks/payload.ts";
import { policy, STEP } from "./hooks/policy.ts";

/** The guard found the folder; without one (a command that may start a run) it is looked for. */
function projectOf(env: Record<string, string | undefined>): Project {
  const home = env.MULTI_AI_HOME;
  if (home) return { root: home, task: `${home}/.task`, found: "journal" };
  return findProject(env.MULTI_AI_PROJECT_START ?? env.CLAUDE_PROJECT_DIR ?? "/");
}

/** Exit code: 2 refuses the completion of a host task; everything else is said on standard output. */
async function main(): Promise<number> {
  const closed = process.argv[2] === "policy";
  let payload: Payload | undefined;
  try {
    payload = await readPayload(Bun.stdin.stream());
    const project = projectOf(process.env);
    let output = closed ? policy(payload, project) : STEP;
    if (output === STEP) {
      const { step, refuseCompletion } = await import("./hooks/index.ts");
      const { stepInput } = await import("./hooks/step.ts");
      const input = stepInput(payload, project, process.env);
      if (payload.event === "TaskCompleted") {
        const reason = refuseCompletion(input);
        if (reason !== null) process.stderr.write(`${reason}\n`);
        return reason === null ? 0 : 2;
      }
      output = await step(input);
    }
    if (output !== null) process.stdout.write(`${JSON.stringify(output)}\n`);
    return 0;
  } catch (error) {
    if (process.env.MULTI_AI_DEBUG) console.error(error);
    return failed(error, closed, payload?.event ?? "");
  }
}

/** Inside a run a tool call fails closed with what to do; prompts and stops never hold the person. */
function failed(error: unknown, closed: boolean, event: string): number {
  const message = error instanceof BadPayload || error instanceof Error ? error.message : String(error);
  const said = `multi-ai: ${message}`;
  if (closed)
    process.stdout.write(
      `${JSON.stringify(deny(`${said} — the call cannot be checked while a run is live. /multi-ai:status shows more; multi-ai cancel --force ends the run.`))}\n`,
    );
  else if (event === "UserPromptExpansion")
    process.stdout.write(`${JSON.stringify({ decision: "block", reason: said })}\n`);
  else process.stdout.write(`${JSON.stringify({ systemMessage: said })}\n`);
  return 0;
}

void main().then((code) => {
  process.exitCode = code;
});
