// What a run asks of the model, by who carries it on: the demo's run (16 tasks, a round of fixes in each half) in the real
// host, scripted. Tokens are bytes of requests by four, cached reads in full.
// bun tests/bench/carriers.bench.ts [--delay <ms>] [--mode <permission mode>]
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { REQUEST } from "../../demo/answers.ts";
import { asRepository } from "../../demo/repository.ts";
import { demoCodex, demoScript } from "../../demo/team.ts";
import { PROGRAM } from "../cli/cli.ts";
import { type LoggedRequest, type Model, startModel } from "../harness/model.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { readBrief } from "../harness/team.ts";
import { left, PLUGIN } from "../host/scenario.ts";
import { alwaysTokens } from "../plugin/hosts.ts";

const { values } = parseArgs({ options: { delay: { type: "string" }, mode: { type: "string" } } });
const delayMs = Number(values.delay ?? 0);
const mode = values.mode ?? "acceptEdits";
const k = (bytes: number): string => `${(bytes / 4_000).toFixed(1)} k`;

interface Sum {
  requests: number;
  system: number;
  tools: number;
  messages: number;
}
const add = (sums: Map<string, Sum>, name: string, parts: LoggedRequest["parts"], bytes: number): void => {
  const sum = sums.get(name) ?? { requests: 0, system: 0, tools: 0, messages: 0 };
  sum.requests += 1;
  sum.system += parts?.system ?? 0;
  sum.tools += parts?.tools ?? 0;
  sum.messages += parts?.messages ?? bytes;
  sums.set(name, sum);
};

/** What was asked of the model, by role. */
function sumsOf(model: Model): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { thread, turn, parts, bytes } of model.requests) {
    const brief = turn === null ? null : readBrief(turn.firstUser);
    const role = thread === "agent" ? (brief?.writes.split("/").at(-1)?.replace(".json", "") ?? "agent") : thread;
    add(sums, role, parts, bytes);
  }
  for (const { parts } of model.judged) add(sums, "judge", parts, 0);
  return sums;
}

/** `fence`: false has no sandbox around commands, where the machine has one. */
async function run(
  carrier: string,
  fence = true,
): Promise<{ sums: Map<string, Sum>; seconds: number; status: unknown }> {
  const project = join(tempDir(), "basket");
  cpSync(join(PLUGIN, "demo/project"), project, { recursive: true });
  asRepository(project, "A basket that adds up");
  const script = demoScript();
  const model = startModel({ script: async (turn) => ({ ...(await script(turn)), delayMs }), codex: demoCodex() });
  const home = tempDir();
  if (!fence) {
    mkdirSync(join(home, ".claude"));
    writeFileSync(join(home, ".claude/settings.json"), JSON.stringify({ sandbox: { enabled: false } }));
  }
  const { env } = makeSandbox({ version: "new", project, model, home });
  const words = ["run", "multi-ai", REQUEST, "--auto", "--claude", claudePath("new"), "--carrier", carrier];
  const child = Bun.spawn(
    [process.execPath, PROGRAM, ...words, "--permission-mode", mode, "--allowed-tools", "Bash(bun test:*)"],
    { cwd: project, env, stdin: "ignore", stdout: "ignore", stderr: "inherit" },
  );
  const begin = performance.now();
  await child.exited;
  return { sums: sumsOf(model), seconds: (performance.now() - begin) / 1_000, status: left(project).state.status };
}

console.log(
  `A session without a run: ${await alwaysTokens(PLUGIN)} tokens for the plugin in its first request (bar 200)\n`,
);
console.log(`Mode ${mode}, a model that answers after ${delayMs} ms\n`);
console.log("| role | session: requests, tokens | direct: requests, tokens | system | tools | messages |");
console.log("|---|---|---|---|---|---|");
const [session, direct, open] = [await run("session"), await run("direct"), await run("direct", false)];
const whole = ({ system, tools, messages }: Sum): number => system + tools + messages;
const text = (sum: Sum | undefined): string => (sum ? `${sum.requests}, ${k(whole(sum))}` : "–");
for (const role of new Set([...session.sums.keys(), ...direct.sums.keys()])) {
  const one = direct.sums.get(role);
  const parts = one ? [one.system, one.tools, one.messages].map(k).join(" | ") : "– | – | –";
  console.log(`| ${role} | ${text(session.sums.get(role))} | ${text(one)} | ${parts} |`);
}
const total = (sums: Map<string, Sum>) => [...sums.values()].reduce((all, one) => all + whole(one), 0);
const count = (sums: Map<string, Sum>) => [...sums.values()].reduce((all, one) => all + one.requests, 0);
const [a, b] = [total(session.sums), total(direct.sums)];
console.log(`| all | ${count(session.sums)}, ${k(a)} | ${count(direct.sums)}, ${k(b)} (${(b / a).toFixed(2)}) | | | |`);
console.log(`| direct, no fence | | ${count(open.sums)}, ${k(total(open.sums))} | | | |`);
console.log(
  `\n${session.status}, ${direct.status}, ${open.status}; ${session.seconds.toFixed(1)} s, ${direct.seconds.toFixed(1)} s, ${open.seconds.toFixed(1)} s`,
);
await cleanup();
