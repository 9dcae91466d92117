// The demo that a person plays: the real Claude Code in their own terminal, on a small project,
// with a scripted model on loopback. It has a home of its own, and nothing of all this is left
// behind.
import { cleanup } from "../tests/harness/project.ts";
import { greeterScript, REQUEST } from "./greeter.ts";
import { openedDemo } from "./opened.ts";

/**
 * What is said before, and once more above the prompt: Claude Code clears the screen when it opens.
 */
const WAYS = [
  `Type: /multi-ai ${REQUEST}   then answer its dialogs; /multi-ai:status shows the run. The model is a script: it knows this one request.`,
  "Leave: type /exit, or press Ctrl-C twice. Nothing is kept.",
].join("\n");

async function main(): Promise<number> {
  const { project, model, env, command } = openedDemo(greeterScript(), WAYS);
  // What the person's terminal can show; all else is the sandbox's own.
  for (const name of ["TERM", "COLORTERM", "NO_COLOR"])
    if (process.env[name] !== undefined) env[name] = process.env[name];
  console.log(`${WAYS}\n`);

  const child = Bun.spawn(command, {
    cwd: project,
    env,
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => child.kill(signal));
  const code = await child.exited;
  for (const failure of model.failures)
    console.error(`The demo's script failed: ${failure.message}`);
  return model.failures.length > 0 ? 1 : code;
}

const code = await main().finally(cleanup);
process.exit(code);
