// What the plugin costs in context: always on, on invoke, and in the main thread of a clean run. Prints a table.
// bun tests/bench/context.bench.ts
import { HOST_VERSIONS } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { mainRequests, PLUGIN, play } from "../host/scenario.ts";
import { contextTokens } from "../plugin/hosts.ts";

const tokens = await contextTokens(PLUGIN);
console.log("| figure | measured | bar |\n|---|---|---|");
console.log(`| always-on tokens | ${tokens.always} | 200 |`);
console.log(`| tokens of /multi-ai on invoke | ${tokens.invoke} | 1,200 |`);
for (const version of HOST_VERSIONS) {
  const begin = performance.now();
  const { model, tasks } = await play({ version });
  const seconds = (performance.now() - begin) / 1_000;
  const requests = mainRequests(model);
  const growth = (requests.at(-1)!.bytes - requests[0]!.bytes) / tasks.length / 1_000;
  console.log(
    `| clean run, ${version} host: main requests per task | ${(requests.length / tasks.length).toFixed(2)} | 1.3 |`,
  );
  const [how, bar] = version === "new" ? [", in auto mode", "4.5"] : ["", "3.5"];
  console.log(
    `| clean run, ${version} host: growth of the main context per task${how} | ${growth.toFixed(2)} kB | ${bar} kB |`,
  );
  console.log(`| clean run, ${version} host: whole run | ${seconds.toFixed(1)} s | 30 s |`);
}
await cleanup();
