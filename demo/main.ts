// The demo: one whole run in a temporary project, with the real hosts and a scripted model on
// loopback.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startModel } from "../tests/harness/model.ts";
import { cleanup } from "../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../tests/harness/sandbox.ts";
import { REQUEST } from "./answers.ts";
import { makePlace, staysText, typedThere } from "./place.ts";
import { asRepository } from "./repository.ts";
import { demoCodex, demoScript } from "./team.ts";

const SCRIPTED =
  "The model is scripted: it runs on this machine, and no network and no account is used.";

const tellTests = (task: string, summary: string): void =>
  console.log(`        ${task} ran the project's tests: ${summary}`);

async function main(): Promise<number> {
  const place = makePlace("basket");
  const { project, home, program } = place;
  asRepository(project, "A basket that adds up");
  const model = startModel({ script: demoScript(tellTests), codex: demoCodex() });
  const { env } = makeSandbox({ version: "new", project, model, home });
  for (const name of ["NO_COLOR", "TERM"])
    if (process.env[name] !== undefined) env[name] = process.env[name];
  console.log(
    `multi-ai demo. ${SCRIPTED}\nReal are Claude Code, Codex, the hooks, the edits and the tests.\n`,
  );
  console.log(`Project: ${project}\nRequest: ${REQUEST}\n`);

  const child = Bun.spawn(
    [
      program,
      ...["run", "multi-ai", REQUEST, "--auto"],
      ...["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"],
    ],
    { cwd: project, env, stdin: "ignore", stdout: "inherit", stderr: "inherit" },
  );
  let stopped = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      stopped = true;
      child.kill(signal);
    });
  const code = await child.exited;

  for (const failure of model.failures)
    console.error(`The demo's script failed: ${failure.message}`);
  const complete = code === 0 && statusOf(project) === "complete";
  if (!stopped) {
    const page = Bun.spawnSync([program, "report", "--html"], { cwd: project, env });
    if (page.exitCode !== 0) console.error(page.stderr.toString().trim());
    console.log(`
Look at it:
  ${project}/.task/report.html    the report as a page for a browser
  ${project}
  git -C '${project}' status      what the run changed; the line git diff above is typed there
  ${project}/.task/events.jsonl   everything that happened; beside it the plan, the verdicts, the state
  ${typedThere(place, "report")}   the report again; log and status tell more
${staysText(place)}
`);
    console.log(
      `${complete ? "" : "The run is not complete. "}${SCRIPTED} With your own: npm start -- --live "<request>" <folder>`,
    );
  } else
    console.log(
      `\nIts scripted model has ended, too, so this run cannot continue; status and report still show it. Again: npm start\n${staysText(place)}`,
    );
  return complete ? 0 : 1;
}

/** What `.task/state.json` says; empty when it is not there. */
function statusOf(project: string): string {
  try {
    return String(JSON.parse(readFileSync(join(project, ".task/state.json"), "utf8")).status);
  } catch {
    return "";
  }
}

const code = await main().finally(cleanup);
process.exit(code);
