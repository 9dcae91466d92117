// The demo that a person plays: the real Claude Code in their own terminal, on a small project, with a scripted model on
// loopback. It has a home of its own, and nothing of all this is left behind.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startModel } from "../tests/harness/model.ts";
import { cleanup, makeProject, tempDir } from "../tests/harness/project.ts";
import { makeSandbox } from "../tests/harness/sandbox.ts";
import { greeterCodex, greeterScript, REQUEST } from "./greeter.ts";

const root = resolve(import.meta.dir, "..");

/** What is said before, and once more above the prompt. */
const WAYS = [
  `Type: /multi-ai ${REQUEST}   then answer its dialogs; /multi-ai:status shows the run. The model is a script: it knows this one request.`,
  "Leave: type /exit, or press Ctrl-C twice. Nothing is kept.",
];

/** A home in which Claude Code shows the run below its prompt. */
function makeHome(): string {
  const home = tempDir("multi-ai-home-");
  const command = `'${join(root, "bin/multi-ai").replaceAll("'", "'\\''")}' statusline`;
  const line = { type: "command", command, refreshInterval: 5 };
  mkdirSync(join(home, ".claude"));
  const settings = {
    skipDangerousModePermissionPrompt: true,
    prefersReducedMotion: true,
    statusLine: line,
    // It clears the screen when it opens.
    companyAnnouncements: [WAYS.join("\n")],
  };
  writeFileSync(join(home, ".claude/settings.json"), JSON.stringify(settings));
  return home;
}

async function main(): Promise<number> {
  const project = makeProject({ name: "greeter" });
  const model = startModel({ script: greeterScript(), codex: greeterCodex() });
  const { env, command } = makeSandbox({ version: "new", project, plugin: root, model, home: makeHome() });
  // What the person's terminal can show; all else is the sandbox's own.
  for (const name of ["TERM", "COLORTERM", "NO_COLOR"])
    if (process.env[name] !== undefined) env[name] = process.env[name];
  console.log(`${WAYS.join("\n")}\n`);

  const child = Bun.spawn(command, { cwd: project, env, stdin: "inherit", stdout: "inherit", stderr: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  const code = await child.exited;
  for (const failure of model.failures) console.error(`The demo's script failed: ${failure.message}`);
  return model.failures.length > 0 ? 1 : code;
}

const code = await main().finally(cleanup);
process.exit(code);
