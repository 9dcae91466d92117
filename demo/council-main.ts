// The demo of the council: six seats of six vendors plan and vote, and Claude Code carries out what
// they approve.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { honestCouncil, honestModels } from "../tests/harness/council.ts";
import { startModel } from "../tests/harness/model.ts";
import { modelServer } from "../tests/harness/model-server.ts";
import { cleanup, writeFiles } from "../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../tests/harness/sandbox.ts";
import { team } from "../tests/harness/team.ts";
import { answer, REQUEST } from "./council.ts";
import { makePlace, type Place, staysText, typedThere } from "./place.ts";
import { asRepository } from "./repository.ts";

const SCRIPTED =
  "The models are scripted: they run on this machine, and no network and no account is used.";

/** Who has which role. The other roles are the host's own. */
const ROLES: Record<string, string> = {
  refiner: "xai/grok-4.7",
  "tech-researcher": "gemini/gemini-4-argon",
  "claude-architecture": "anthropic/claude-sonnet-5-5",
  "gpt4o-product": "openai/gpt-6.1-sol",
  "gemini-validation": "gemini/gemini-4-argon",
  "deepseek-code": "deepseek/deepseek-v4-pro",
  "grok-devil": "xai/grok-4.7",
  "mistral-security": "mistral/mistral-large-latest",
};
/**
 * Stands in for the vendors' keys: the scripted models take any. The host's own key serves
 * Anthropic's protocol as well.
 */
const KEYS = Object.fromEntries(
  ["XAI", "DEEPSEEK", "GEMINI", "MISTRAL", "OPENAI"].map((vendor) => [
    `${vendor}_API_KEY`,
    "no-key-of-anybody",
  ]),
);
/** In dollars per million tokens, of the model that the list of prices lacks; an example. */
const EXAMPLE_PRICE = { input: 2, output: 6 };
/**
 * What the person of the demo answers: they agree to what the council has approved, and want its
 * commits on their branch.
 */
const ANSWERS: Record<string, string> = { consent: "approve", take: "here" };
/** More stops than the demo has: what stops more often does not end. */
const MOST_STOPS = 3;

/**
 * A copy of the demo's project that stays for the person to look at; `providers`: the setting of
 * that name.
 */
function madePlace(providers: Record<string, object>): Place {
  const place = makePlace("basket");
  const { project: folder } = place;
  const settings = {
    providers,
    prices: { "mistral-large-latest": EXAMPLE_PRICE },
    council: { use: ROLES },
  };
  writeFiles(folder, { ".claude/multi-ai.json": `${JSON.stringify(settings, null, 2)}\n` });
  asRepository(folder, "A basket that adds up");
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

/**
 * Runs a request through the whole council, answering its questions. Resolves with the exit code.
 */
export async function councilDemo(): Promise<number> {
  const vendors = modelServer(honestModels((brief) => answer(brief).artifact));
  const place = madePlace(vendors.providers());
  const { project, home, program: multiAi } = place;
  const model = startModel({ script: team(honestCouncil(answer)) });
  const { env } = makeSandbox({ version: "new", project, model, home, env: KEYS });
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
  const host = ["--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"];
  console.log(
    `multi-ai demo of the council. ${SCRIPTED}\nReal are Claude Code, the requests to each vendor's protocol, the votes' count, the edits, the commands and the tests.\nMoney is reckoned by the vendors' list prices; nothing is paid.\n`,
  );
  console.log(`Project: ${project}\nRequest: ${REQUEST}\n`);
  await program("run", "council", REQUEST, ...host);
  for (let left = MOST_STOPS; left > 0 && stateOf(project).status === "waiting_for_user"; left--) {
    const { question } = stateOf(project);
    const option = ANSWERS[question?.kind ?? ""];
    if (question === null || option === undefined) break;
    const typed = [option, "--question", question.id];
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
  ${project}/.task/council/SUMMARY.md       what was built, and how it was shown
  ${project}/.task/council/master_plan.md   the plan; beside it plans and votes of the seats, and raw answers
  ${typedThere(place, "report")}   the report; log and status tell more
${staysText(place)}

${complete ? "" : "The run is not complete. "}${SCRIPTED} With your own: /multi-ai:council <request> inside Claude Code`);
  return complete ? 0 : 1;
}

if (import.meta.main) process.exit(await councilDemo().finally(cleanup));
