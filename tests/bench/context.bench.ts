// What the plugin costs in context: always on, on invoke, and in the main thread of a clean run.
// Prints a table. bun tests/bench/context.bench.ts
import { HOST_VERSIONS } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { DEFAULT_MODE } from "../harness/sandbox.ts";
import { growthOf } from "../host/growth.ts";
import { mainRequests, PLUGIN, play } from "../host/scenario.ts";
import { contextTokens } from "../plugin/hosts.ts";

const tokens = await contextTokens(PLUGIN);
console.log("| figure | measured | bar |\n|---|---|---|");
console.log(`| tokens of a session without a run | ${tokens.always} | 200 |`);
console.log(`| tokens of /multi-ai on invoke | ${tokens.invoke} | 1,200 |`);
const MODES = [
  ...HOST_VERSIONS.map((version) => ({ version })),
  { version: "new", permissionMode: "bypassPermissions" },
] as const;
for (const how of MODES) {
  const { version } = how;
  const mode = "permissionMode" in how ? how.permissionMode : DEFAULT_MODE[version];
  const run = `clean run, ${version} host, ${mode}`;
  const begin = performance.now();
  const { model, tasks } = await play(how);
  const seconds = (performance.now() - begin) / 1_000;
  const requests = mainRequests(model);
  const { whole, ours, report } = growthOf(model);
  const kB = (bytes: number): string => `${(bytes / tasks.length / 1_000).toFixed(2)} kB`;
  console.log(
    `| ${run}: main requests per task | ${(requests.length / tasks.length).toFixed(2)} | 0.9 |`,
  );
  console.log(`| ${run}: growth of the main context per task | ${kB(whole)} | 3.5 kB |`);
  console.log(`| ${run}: of it ours | ${kB(ours)} | ${0.42} kB |`);
  console.log(`| ${run}: of it the report at the end | ${kB(report)} |  |`);
  console.log(`| ${run}: of it the host's own frames | ${kB(whole - ours - report)} |  |`);
  console.log(`| ${run}: whole run | ${seconds.toFixed(1)} s | 30 s |`);
}
await cleanup();
