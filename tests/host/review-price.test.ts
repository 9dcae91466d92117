// What a review of a planted change asks of the model, beside a chain's code reviews and other
// programs' commands on the same change: all in the real host, each reviewer reads the same. Prints
// the table of docs/benchmarks.md. Tokens are bytes of requests by four, cached reads in full.
// Runs: in full only, on disk.

import { afterAll, afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runHost } from "../harness/host.ts";
import {
  type CodexScript,
  type LoggedRequest,
  type Model,
  type Script,
  startModel,
} from "../harness/model.ts";
import { needing } from "../harness/needs.ts";
import { cleanup } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { type Carrier, carried } from "./carried.ts";
import { untilLeft } from "./person.ts";
import {
  asWritten,
  behind,
  careful,
  PLANTED,
  plantedProject,
  READ,
  SOUGHT,
  WAYS,
} from "./planted.ts";
import { plantedChain } from "./planted-chain.ts";
import { PLUGIN } from "./scenario.ts";

afterEach(cleanup);

/** At most so many tokens, in thousands, for three reviewers; in a session with its main thread. */
const BARS = { direct: 60, session: 95 };
/** Main requests of a session: what starts the reviewers, and what prints the report. */
const MAIN = 2;
const SECONDS_AN_ANSWER = 5;

type Asked = Pick<LoggedRequest, "parts">;
const kiloTokens = (requests: readonly Asked[]): number =>
  requests.reduce(
    (sum, { parts: { system, tools, messages } }) => sum + system + tools + messages,
    0,
  ) / 4_000;

const rows: string[] = [];
interface Row {
  requests: readonly Asked[];
  /** How many of them wait for one another. */
  path: number;
  judged: Model["judged"];
  found?: string;
}
function note(name: string, { requests, path, judged, found = "not played" }: Row): void {
  const k = (some: readonly Asked[]) => kiloTokens(some).toFixed(0);
  const cells = [name, found, k(requests), k(requests.slice(0, 1)), k(judged), requests.length];
  rows.push(`| ${[...cells, path * SECONDS_AN_ANSWER].join(" | ")} |`);
}
afterAll(() => {
  const head =
    "found of 12, proven, false | thousand input tokens | first request | judge | requests | seconds";
  console.log([`| review | ${head} |`, `|${"---|".repeat(7)}`, ...rows].join("\n"));
});

/** The most requests that one agent has made. */
const longest = (requests: readonly LoggedRequest[]): number => {
  const tasks = requests.map(({ turn }) => turn && readBrief(turn.firstUser)?.task);
  return Math.max(...tasks.map((one) => tasks.filter((other) => other === one).length));
};
const of = (requests: readonly LoggedRequest[], thread: LoggedRequest["thread"]) =>
  requests.filter((one) => one.thread === thread);

/** Requests of which each waits for the one before. */
const lined = ({ requests: all, judged }: Model, requests: readonly Asked[] = all): Row => ({
  ...{ requests, judged, path: requests.length },
});

/** How many of the faults stand in the list, and how many of them a test has shown. */
function foundIn(project: string): string {
  const { findings } = JSON.parse(readFileSync(join(project, ".task/findings.json"), "utf8"));
  const all = findings as { place: string; problem: string; shown: string }[];
  const found = PLANTED.flatMap(
    ([file, words]) =>
      all.find((one) => one.place.startsWith(`${file}:`) && words.test(one.problem)) ?? [],
  );
  // None is false, as somebody has read them.
  return `${found.length}, ${found.filter(({ shown }) => shown === "proven").length}, 0`;
}

/** Three reviewers at once, of Claude Code alone. */
async function reviewed(carrier: Carrier | "background", way: keyof typeof WAYS = "twice") {
  const project = plantedProject();
  const model = startModel({ script: behind(WAYS[way](project), team(asWritten)) });
  const place = { project, model, codexOnPath: false };
  if (carrier === "background") {
    const prompt = "/multi-ai:review --background";
    await runHost({ version: "new", plugin: PLUGIN, prompt, ...place });
    await untilLeft(project, ({ state }) => state.status === "complete", 60_000);
  } else await carried(carrier, { ...place, typed: [["review", ""]] });
  const [agents, main] = [of(model.requests, "agent"), of(model.requests, "main")];
  const { judged } = model;
  const row = { requests: [...main, ...agents], path: longest(agents) + main.length, judged };
  return { ...row, agents, main, found: foundIn(project) };
}

test("three reviewers, each with seven calls in two messages, ask within their bar", async () => {
  const row = await reviewed("direct");
  expect([row.main.length, row.agents.length, row.path]).toEqual([0, 9, 3]);
  expect(row.found).toBe("12, 3, 0");
  expect(kiloTokens(row.requests)).toBeLessThanOrEqual(BARS.direct);
  note("three reviewers, `multi-ai review`", row);
});

test("so they do in a session, whose main thread gets the report whole", async () => {
  const { main, ...row } = await reviewed("session");
  expect([main.length, row.agents.length]).toEqual([MAIN, 9]);
  expect(kiloTokens(row.requests)).toBeLessThanOrEqual(BARS.session);
  // What is too long for a hook's answer comes as its beginning and the path of a file.
  const { text } = main.at(-1)!;
  expect(text).not.toContain("Output too large");
  expect(text).toMatch(/Print this report[\s\S]*Findings: 22 open[\s\S]*… and \d+ more/);
  expect(text).toContain("report --md");
  note("the same in a session", row);
});

test("in the background they cost a session nothing", async () => {
  const row = await reviewed("background");
  expect([row.main.length, row.judged.length]).toEqual([0, 0]);
  expect(kiloTokens(row.requests)).toBeLessThanOrEqual(BARS.direct);
  note("the same in the background of a session", row);
});

test("the same reviewers with one call a message, and with those that their brief leaves open", async () => {
  const slow = await reviewed("direct", "oneByOne");
  expect(slow.path).toBe(READ.length + SOUGHT.length + 1);
  note("by `multi-ai review`, one call a message", slow);
  const told = await reviewed("direct", "unshown");
  expect(told.path).toBe(2);
  note("by `multi-ai review`, only what no brief shows", told);
});

test("the code reviews of a chain", async () => {
  const project = plantedProject({ isChanged: false });
  const isReview = ({ turn }: Pick<LoggedRequest, "turn">): boolean =>
    turn !== null && (readBrief(turn.firstUser)?.writes.includes("/code-review") ?? false);
  const script = behind(careful(project), team(plantedChain), (turn) => isReview({ turn }));
  const model = startModel({ script });
  const request = "Coupons, stock, reports and receipts";
  const typed: [string, string, string][] = [["multi-ai", request, "--auto"]];
  await carried("direct", { project, model, typed, codexOnPath: false });
  const reviews = model.requests.filter(isReview);
  // One behind the other.
  note("a chain's three code reviews, by `multi-ai run`", lined(model, reviews));
});

const sh = (command: string) => ({ name: "Bash", input: { command, description: "Look" } });

test("the host's own command", async () => {
  const project = plantedProject();
  const [reads] = careful(project);
  // It has no Grep.
  const searches = SOUGHT.map((pattern) => sh(`grep -rnE '${pattern}' go py rb web`));
  // The range that it is told to try first, and what it is told to look at behind that.
  const calls = [[sh("git diff origin/HEAD...HEAD")], [sh("git diff HEAD")], reads, searches];
  const script = behind(
    calls,
    () => ({ text: "[]" }),
    () => true,
  );
  const model = startModel({ script });
  await runHost({ version: "new", project, model, prompt: "/code-review" });
  expect(model.requests[0]!.text).toContain("Gather the diff");
  expect(of(model.requests, "agent")).toEqual([]);
  expect(model.requests[2]!.text).toContain("+func (s *Store) Take");
  expect(model.requests[3]!.text).toContain("MAX_TRIES = 3");
  note("Claude Code's `/code-review`", lined(model));
});

/** Codex that looks at the diff, at each file, and for the callers. */
const codex: CodexScript = ({ outputs }) => {
  const exec = [
    "git status --short && git diff HEAD",
    READ.map((name) => `nl -ba ${name}`).join(" && "),
    SOUGHT.map((pattern) => `grep -rnE '${pattern}' go py rb web`).join("; "),
  ][outputs.length];
  const none = { findings: [], overall_correctness: "patch is correct" };
  const more = { overall_explanation: "", overall_confidence_score: 1 };
  if (exec === undefined) return { text: JSON.stringify({ ...none, ...more }) };
  const cmd = JSON.stringify(exec);
  return { code: `const r = await tools.exec_command({ cmd: ${cmd} });\ntext(r.output);` };
};

needing("sandbox of Codex")("Codex' own review, and a session that starts it", async () => {
  const project = plantedProject();
  const started: Script = behind(
    [
      ["git status --short", "git diff --shortstat --cached", "git diff --shortstat"].map(sh),
      [sh("codex review --uncommitted")],
    ],
    () => ({ text: "No findings." }),
    () => true,
  );
  const model = startModel({ script: started, codex });
  // The command of the plugin is as long.
  const prompt = `Run the review.${" ".repeat(3_600)}`;
  await runHost({ version: "new", project, model, prompt });
  const asked = of(model.requests, "codex");
  expect(asked.length).toBe(4);
  // Where its sandbox cannot start it would read nothing, and cost less.
  expect(asked[1]!.text).toContain("+func (s *Store) Take");
  expect(asked[2]!.text).toContain("MAX_TRIES = 3");
  note("`codex review --uncommitted`", { ...lined(model, asked), judged: [] });
  note("a session that starts it, as `/codex:review` does", lined(model));
});
