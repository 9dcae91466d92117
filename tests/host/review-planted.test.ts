// What three reviewers found in a change with twelve planted faults in four languages, as models
// wrote it: each counts at the first try, and the same fault is one finding.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team } from "../harness/team.ts";
import { asWritten, PLANTED, plantedProject } from "./planted.ts";
import { ofType } from "./scenario.ts";
import { carried } from "./started.ts";

afterEach(cleanup);

const [version] = hostsOf("new") as [HostVersion];

test("57 findings of three reviewers are 22, with all that was planted, found by each of them", async () => {
  const project = plantedProject();
  // Whoever is the first of them is done last.
  const model = startModel({
    script: async (turn) => ({
      ...(await team(asWritten)(turn)),
      delayMs: turn.firstUser.includes("/review-intent.json") ? 2_000 : 0,
    }),
  });
  const { env, home } = makeSandbox({ version, project, model, codexOnPath: false });
  const place = { project, home, model, env };
  const { code, events } = await carried(place, ["run", "--claude", claudePath(version), "review"])
    .end;
  expect([code, ofType(events, "refused")]).toEqual([1, []]);
  const { findings } = JSON.parse(readFileSync(join(project, ".task/findings.json"), "utf8"));
  expect(findings.length).toBe(22);
  const all = findings as { place: string; problem: string; reviewer: string; shown: string }[];
  for (const [file, words] of PLANTED) {
    const found = all.filter((one) => one.place.startsWith(`${file}:`) && words.test(one.problem));
    expect([words, found.map(({ reviewer }) => reviewer.split(", ").length)]).toEqual([words, [3]]);
  }
  expect(all.filter(({ shown }) => shown === "proven").length).toBe(4);
});
