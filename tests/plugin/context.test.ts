// Runs: in full only.
import { afterAll, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { HOST_VERSIONS, runHost } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { contextTokens } from "./hosts.ts";
import { repository } from "./temp-plugin.ts";

afterAll(cleanup);

test("what the plugin costs in context is within its bars, and as docs/benchmarks.md says", async () => {
  const { always, invoke } = await contextTokens(repository);
  expect([always, invoke].map((tokens, at) => tokens <= [200, 1_200][at]!)).toEqual([true, true]);
  const told = await Bun.file(join(repository, "docs/benchmarks.md")).text();
  expect(told).toContain(`| tokens of a session without a run | ${always} | 200 |`);
  expect(told).toContain(`| tokens of /multi-ai on invoke | ${invoke} | 1,200 |`);
});

/** What the model of a session without a run is sent of the plugin, line by line. */
async function sent(version: (typeof HOST_VERSIONS)[number]): Promise<string[]> {
  await using model = startModel({ script: () => ({ text: "Hello." }) });
  await runHost({
    version,
    plugin: repository,
    project: makeProject({}),
    model,
    prompt: "Say hello.",
  });
  const { turn } = model.requests.find(({ thread }) => thread === "main")!;
  const all = `${turn!.system}\n${JSON.stringify(turn!.messages).replaceAll("\\n", "\n")}`;
  return all.split("\n").filter((line) => line.startsWith("- multi-ai:"));
}

test.each(HOST_VERSIONS)(
  "the model of the %s host reads a line of each agent and of the skill, of no command",
  async (version) => {
    const agents = readdirSync(join(repository, "agents")).map((file) => file.replace(/\.md$/, ""));
    const named = (await sent(version)).map((line) => /^- multi-ai:([^:]+):/.exec(line)![1]!);
    expect(named.sort()).toEqual([...agents, "orchestration"].sort());
  },
);
