// What runs ask of the model, by who carries them on: in a session, and by `multi-ai run`, both in
// auto mode in the real host. Kept runs of a real model are given again, the others are scripted.
// Thousands of tokens are kilobytes of requests by four, cached reads in full; cents are list
// prices with what the prompt cache would have had, and with the answers. Prints the tables of
// docs/benchmarks.md, and each role. bun tests/bench/carriers.bench.ts [--only <course>] [--delay
// <ms of each answer>]
import { parseArgs } from "node:util";
import { cleanup } from "../harness/project.ts";
import { type Asked, type Carried, type Carrier, carried, sumOf } from "../host/carried.ts";
import { COURSES } from "../host/courses.ts";
import { PLUGIN } from "../host/scenario.ts";
import { alwaysTokens } from "../plugin/hosts.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, delay: { type: "string" } } });
const PARTS = ["host", "brief", "files", "results", "own"] as const;
const WHO: Record<string, string> = { main: "main thread", judge: "judge", codex: "Codex" };
const k = (bytes: number): string =>
  bytes === 0 ? "–" : (bytes / 4_000).toFixed(bytes < 40_000 ? 1 : 0);
const row = (...cells: (string | number)[]): void => console.log(`| ${cells.join(" | ")} |`);
const cents = (usd: number): string => (usd === 0 ? "–" : (100 * usd).toFixed(1));
const HEAD = [
  "requests",
  "session",
  "`run`",
  "session, ¢",
  "`run`, ¢",
  "host's",
  "brief",
  "files",
  "results",
  "own words",
];
const head = (...first: string[]): void => {
  row(...first, ...HEAD);
  console.log(`|${"---|".repeat(first.length + HEAD.length)}`);
};

async function play(
  name: keyof typeof COURSES,
  carrier: Carrier,
): Promise<Carried & { seconds: number }> {
  const course = await COURSES[name](Number(values.delay ?? 0));
  const begin = performance.now();
  const played = await carried(carrier, course);
  return { ...played, seconds: (performance.now() - begin) / 1_000 };
}

/** A row of what both carriers asked; the parts are of `run`, where it asked at all. */
function compared(first: string[], session: Asked, direct: Asked): void {
  const shown = direct.requests > 0 ? direct : session;
  row(
    ...first,
    shown.requests,
    k(session.bytes),
    k(direct.bytes),
    cents(session.usd),
    cents(direct.usd),
    ...PARTS.map((part) => k(shown[part])),
  );
}

const whoOf = (role: string): string => WHO[role] ?? "agents";
const rows: (() => void)[] = [];
for (const name of Object.keys(COURSES) as (keyof typeof COURSES)[]) {
  if (values.only !== undefined && values.only !== name) continue;
  const [session, direct] = [await play(name, "session"), await play(name, "direct")];
  const of = (isWanted?: (role: string) => boolean) =>
    [sumOf(session, isWanted), sumOf(direct, isWanted)] as const;
  console.log(`\n${name}: ${session.seconds.toFixed(1)} s and ${direct.seconds.toFixed(1)} s`);
  head("role");
  for (const role of session.asked.keys()) compared([role], ...of((one) => one === role));
  const [a, b] = of();
  row(
    "all",
    `${a.requests}, ${b.requests}`,
    k(a.bytes),
    `${k(b.bytes)} (${(b.bytes / a.bytes).toFixed(2)})`,
    cents(a.usd),
    `${cents(b.usd)} (${(b.usd / a.usd).toFixed(2)})`,
  );
  const main = sumOf(session, (role) => role === "main").requests;
  console.log(
    `Main requests a task: ${(main / session.count).toFixed(2)} of ${session.count} tasks`,
  );
  rows.push(() => {
    for (const who of new Set([...session.asked.keys()].map(whoOf)))
      compared([name, who], ...of((role) => whoOf(role) === who));
    compared([name, "all"], a, b);
  });
}

console.log("");
head("workflow", "who");
for (const one of rows) one();
const always = await alwaysTokens(PLUGIN);
console.log(
  `\nA session without a run: ${always} tokens for the plugin in its first request (bar 200)`,
);
await cleanup();
