// The demo of the team workflow: the walkthrough of a password reset, with the real Claude Code and
// scripted roles.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../tests/harness/codex-reviewer.ts";
import { startModel } from "../tests/harness/model.ts";
import { cleanup, writeFiles } from "../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../tests/harness/sandbox.ts";
import { team } from "../tests/harness/team.ts";
import { walkthrough, walkthroughFiles } from "../tests/harness/walkthrough.ts";
import { makePlace, type Place, staysText, typedThere } from "./place.ts";
import { asRepository } from "./repository.ts";

const FEATURE = "Add password reset via email";
const SCRIPTED =
  "The model is scripted: it runs on this machine, and no network and no account is used.";

/** What the person of the walkthrough types, by the kind of question. */
const TYPED: Record<string, string[]> = {
  "checkpoint-a": ["proceed"],
  "checkpoint-b": ["proceed"],
  "peer-escalation": ["A"],
  "checkpoint-c": ["deploy"],
};
/** More stops than the walkthrough has: what stops more often does not end. */
const MOST_STOPS = 12;

function madePlace(): Place {
  const place = makePlace("accounts", true);
  const { project: folder } = place;
  writeFiles(folder, walkthroughFiles());
  asRepository(folder, "Accounts without a password reset");
  return place;
}

interface State {
  status: string;
  question: { id: string; kind: string } | null;
}

function stateOf(project: string): State {
  try {
    return JSON.parse(readFileSync(join(project, ".task/state.json"), "utf8"));
  } catch {
    return { status: "", question: null };
  }
}

/** Runs the walkthrough to its end, answering as its person does. Resolves with the exit code. */
export async function teamDemo(): Promise<number> {
  const place = madePlace();
  const { project, home, program: multiAi } = place;
  const model = startModel({ script: team(walkthrough), codex: codexReviewer() });
  const { env } = makeSandbox({ version: "new", project, model, home });
  // A script that answers for the person says so by a token, wherever it is started.
  env.MULTI_AI_TOKEN = crypto.randomUUID();
  for (const name of ["NO_COLOR", "TERM"])
    if (process.env[name] !== undefined) env[name] = process.env[name];
  const program = async (...args: string[]): Promise<number> => {
    const child = Bun.spawn([multiAi, ...args], {
      ...{ cwd: project, env, stdin: "ignore", stdout: "inherit", stderr: "inherit" },
    });
    const stop = (): void => child.kill("SIGTERM");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
    return child.exited;
  };
  const host = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun:*)"];
  console.log(
    `multi-ai demo of the team workflow. ${SCRIPTED}\nReal are Claude Code, the hooks, the edits, the checks, the tests and the deployment.\n`,
  );
  console.log(`Project: ${project}\nFeature: ${FEATURE}\n`);
  await program("run", "team", FEATURE, "--track", "full", ...host);
  for (let left = MOST_STOPS; left > 0 && stateOf(project).status === "waiting_for_user"; left--) {
    const { question } = stateOf(project);
    const decided = TYPED[question?.kind ?? ""];
    if (question == null || decided === undefined) break;
    const typed = [...decided, "--question", question.id];
    console.log(`\nYou type: multi-ai decide ${typed.join(" ")}\n`);
    if ((await program("decide", ...typed)) !== 0) break;
    await program("run", "--continue", ...host);
  }
  for (const failure of model.failures)
    console.error(`The demo's script failed: ${failure.message}`);
  console.log("");
  await program("status");
  await program("report", "--html");
  const complete = stateOf(project).status === "complete";
  console.log(`
Look at it:
  ${project}/.task/report.html   the report as a page for a browser
  ${project}/pipeline   brief, design, ADRs, reviews, gates, diagram, lessons
  ${typedThere(place, "report")}   the report; log and status tell more
${staysText(place)}

${complete ? "" : "The run is not complete. "}${SCRIPTED} With your own: /multi-ai:team <feature> inside Claude Code`);
  return complete ? 0 : 1;
}

if (import.meta.main) process.exit(await teamDemo().finally(cleanup));
