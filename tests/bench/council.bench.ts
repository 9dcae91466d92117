// What a council costs: six seats side by side against the slowest of them, and what another plan takes against asking all again.
// bun tests/bench/council.bench.ts
import type { Recorded } from "../../src/engine/events.ts";
import type { Task } from "../../src/engine/run.ts";
import {
  honestCouncil,
  honestModels,
  isVote,
  REQUEST,
  revision,
  SEAT_IDS,
  SEAT_PLAN,
  seatOf,
} from "../harness/council.ts";
import { type Script, startModel } from "../harness/model.ts";
import { type ModelCall, type ModelScript, modelServer } from "../harness/model-server.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { runOf } from "../host/from-outside.ts";
import { ofType, play } from "../host/scenario.ts";

/** How long each seat thinks, in milliseconds, in the order in which they are asked: the slowest comes last. */
const THINKS: Record<string, number> = Object.fromEntries(SEAT_IDS.map((seat, at) => [seat, 3_000 + at * 600]));
/** Characters of prose in each plan, beyond what the run needs: plans are read and written whole. */
const PROSE = "The functions stay pure, and each has one reason to change. ";
const ofLength = (characters: number): string => PROSE.repeat(Math.ceil(characters / PROSE.length));
const SEAT_PLAN_CHARACTERS = 4_000;
const MASTER_PLAN_CHARACTERS = 10_000;

const USE: Record<string, string> = {
  refiner: "xai/grok-4.7",
  "tech-researcher": "gemini/gemini-4-argon",
  "plan-maker": "anthropic/claude-opus-5-5",
  "claude-architecture": "anthropic/claude-sonnet-5-5",
  "gpt4o-product": "openai/gpt-6.1-sol",
  "gemini-validation": "gemini/gemini-4-argon",
  "deepseek-code": "deepseek/deepseek-v4-pro",
  "grok-devil": "xai/grok-4.7",
  "mistral-security": "mistral/mistral-large-latest",
};
const KEYS = Object.fromEntries(
  ["XAI", "DEEPSEEK", "GEMINI", "MISTRAL", "OPENAI"].map((vendor) => [`${vendor}_API_KEY`, "no-key-of-anybody"]),
);

interface Ran {
  tasks: Task[];
  events: Recorded[];
  log: ModelCall[];
}

/** A run up to the question whether to build; `use`: who has which role, by default the host's own agents. */
async function council(
  script: ModelScript,
  use: Record<string, string>,
  agents: Script = team(honestCouncil()),
): Promise<Ran> {
  const vendors = modelServer(script);
  // A role that nothing is said of may be a provider's by default, whose key is there.
  const roles = { refiner: "host/sonnet", "tech-researcher": "host/sonnet", ...use };
  const settings = { providers: vendors.providers(), council: { use: roles } };
  const project = makeProject({ files: { ...DEFAULT_FILES, ".claude/multi-ai.json": JSON.stringify(settings) } });
  const played = await play({
    ...{ version: "new" as const, project, limitMs: 300_000, model: startModel({ script: agents }) },
    env: Object.keys(use).length > 0 ? KEYS : {},
    prompt: `/multi-ai:council ${REQUEST}`,
  });
  const { tasks, questions } = runOf(project);
  if (questions[0]?.kind !== "consent")
    throw new Error(`the run stopped elsewhere: ${played.run.results.at(-1)?.slice(0, 1_000)}`);
  return { tasks, events: played.events, log: vendors.log };
}

/** Seconds from the first dispatch to the last accepted artifact, and from one to the other of the seat that took longest. */
function sideBySide({ tasks, events }: Ran, kind: "seat-plan" | "vote") {
  const own = tasks.filter((task) => task.schema === kind);
  if (own.length !== SEAT_IDS.length) throw new Error(`found ${own.length} of ${SEAT_IDS.length} seats`);
  const at = (type: "dispatched" | "accepted", task: Task): number =>
    Date.parse(ofType(events, type).find((one) => one.task === task.id)!.at) / 1_000;
  const times = own.map((task) => [at("dispatched", task), at("accepted", task)] as const);
  const wall = Math.max(...times.map(([, end]) => end)) - Math.min(...times.map(([begin]) => begin));
  const slowest = Math.max(...times.map(([begin, end]) => end - begin));
  return { wall, slowest, together: times.reduce((sum, [begin, end]) => sum + end - begin, 0) };
}

function printSeats(name: string, { wall, slowest, together }: ReturnType<typeof sideBySide>): void {
  const thinks = Math.max(...Object.values(THINKS)) / 1_000;
  const row = [wall, slowest, wall / slowest, wall / thinks, together];
  console.log(`| ${name} | ${row.map((one) => one.toFixed(2)).join(" | ")} |`);
}

/** Agents of the host whose seats think before their first call. */
function slowAgents(): Script {
  const script = team(honestCouncil());
  return async (turn) => {
    const reply = await script(turn);
    const brief = turn.thread === "main" ? null : readBrief(turn.firstUser);
    const delayMs = brief === null || turn.turn > 0 ? undefined : THINKS[seatOf(brief)];
    return delayMs === undefined ? reply : { ...reply, delayMs };
  };
}

async function parallel(): Promise<void> {
  console.log("| six seats | all, s | slowest seat, s | ratio | ratio to its model alone | one after the other, s |");
  console.log("|---|---|---|---|---|---|");
  const honest = honestModels();
  const slow: ModelScript = async (asked) => {
    const seat = /^You hold the seat ([a-z0-9-]+),/.exec(asked.prompt)?.[1];
    if (seat !== undefined) await Bun.sleep(THINKS[seat]!);
    return honest(asked);
  };
  const seats = Object.fromEntries(SEAT_IDS.map((seat) => [seat, USE[seat]!]));
  const vendors = await council(slow, seats);
  const own = await council(honest, {}, slowAgents());
  for (const [name, kind] of [
    ["plans", "seat-plan"],
    ["votes", "vote"],
  ] as const) {
    printSeats(`${name}, six vendors' models`, sideBySide(vendors, kind));
    printSeats(`${name}, six agents of the host`, sideBySide(own, kind));
  }
}

interface Cost {
  calls: number;
  tokens: number;
}
const costOf = (log: ModelCall[]): Cost => ({
  calls: log.length,
  tokens: log.reduce((sum, { usage }) => sum + usage.input + usage.output, 0),
});
const times = ({ calls, tokens }: Cost, by: number): Cost => ({ calls: calls * by, tokens: tokens * by });

/** `asks`: who wants changes of the plan of a round, from 1. */
async function revisions(name: string, asks: string[][]): Promise<void> {
  let plans = 0;
  const honest = honestModels((brief) => {
    if (isVote(brief)) return asks[brief.round - 1]?.includes(seatOf(brief)) ? revision(brief) : undefined;
    if (seatOf(brief) !== "") return SEAT_PLAN.replace("## Tasks", `${ofLength(SEAT_PLAN_CHARACTERS)}\n\n## Tasks`);
    return undefined;
  });
  const script: ModelScript = async (asked) => {
    const answer = await honest(asked);
    let { text = "" } = answer;
    if (typeof text === "string" && text.startsWith("# Master plan")) {
      plans++;
      text = text.replace("## Tasks", `${ofLength(MASTER_PLAN_CHARACTERS)}\n\n## Tasks`);
    }
    const output = Math.ceil((typeof text === "string" ? text : JSON.stringify(text)).length / 4);
    return { ...answer, text, usage: { input: Math.ceil(asked.prompt.length / 4), output } };
  };
  const { log } = await council(script, USE);
  if (plans !== asks.length + 1) throw new Error(`found ${plans} plans, expected ${asks.length + 1}`);
  const isPlan = ({ prompt }: { prompt: string }): boolean =>
    /^(?:Make the master plan|The council has not approved)/.test(prompt);
  const second = log.findLastIndex((one, at) => isPlan(one) && log.slice(0, at).filter(isPlan).length === 1);
  const seatPlans = log.filter((one) => one.prompt.includes("Write this seat's plan"));
  const later = costOf(log.slice(second));
  const first = costOf([...seatPlans, ...log.slice(log.findIndex(isPlan), second)]);
  const withoutPlans = costOf(log.slice(log.findIndex(isPlan), second));
  const all = times(first, asks.length);
  const votes = times(withoutPlans, asks.length);
  const row = (against: Cost): string =>
    `${against.calls} | ${(later.calls / against.calls).toFixed(2)} | ${against.tokens} | ${(later.tokens / against.tokens).toFixed(2)}`;
  console.log(
    `| ${name} | ${later.calls} | ${later.tokens} | all again: six plans, synthesis, six votes | ${row(all)} |`,
  );
  console.log(`| | | | synthesis and six whole votes | ${row(votes)} |`);
}

try {
  await parallel();
  console.log(
    "\n| plans after the first | calls | tokens | against | calls | ratio | tokens | ratio |\n|---|---|---|---|---|---|---|---|",
  );
  await revisions("one, one seat asks", [["deepseek-code"]]);
  await revisions("one, two seats ask", [["deepseek-code", "grok-devil"]]);
  await revisions("two, one seat asks each time", [["deepseek-code"], ["deepseek-code"]]);
  await revisions("two, two seats ask, then one", [["deepseek-code", "grok-devil"], ["grok-devil"]]);
} finally {
  await cleanup();
}
