// What three reviewers found in a change with twelve planted faults in four languages, as models
// wrote it: each counts at the first try, and the same fault is one finding.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { cpSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team } from "../harness/team.ts";
import { ofType } from "./scenario.ts";
import { carried } from "./started.ts";

afterEach(cleanup);

const FIXTURES = join(import.meta.dir, "../fixtures/planted");
const [version] = hostsOf("new") as [HostVersion];

/** Brings its files; sources that other tools of this repository would read end in `.txt`. */
function brought(project: string, state: "before" | "after"): void {
  cpSync(join(FIXTURES, state), project, { recursive: true });
  for (const name of readdirSync(join(project, "web")).filter((one) => one.endsWith(".txt")))
    renameSync(join(project, "web", name), join(project, "web", name.slice(0, -4)));
}

/** Each of them by a word of its problem, with its file. */
const PLANTED: [file: string, words: RegExp][] = [
  ["web/cart.ts", /inverted/],
  ["web/cart.ts", /remainder/],
  ["web/cart.ts", /changes the caller's/],
  ["go/inv/store.go", /without unlocking/],
  ["go/inv/store.go", /Count reads the map/],
  ["go/inv/store.go", /Atoi is thrown away/],
  ["py/report.py", /SQL injection/],
  ["py/report.py", /default dict/],
  ["py/report.py", /ZeroDivisionError/],
  ["rb/mailer.rb", /without raising/],
  ["rb/mailer.rb", /Off by one/],
  ["rb/mailer.rb", /unescaped/],
];

test("57 findings of three reviewers are 22, with all that was planted, found by each of them", async () => {
  const settings = JSON.stringify({ tests: { commands: ["bun test web"] } });
  const project = makeProject({ files: { ".claude/multi-ai.json": settings } });
  const model = startModel({
    script: team((brief) => ({
      artifact: JSON.parse(
        readFileSync(join(FIXTURES, "reviews", brief.writes.split("/").at(-1)!), "utf8"),
      ),
    })),
  });
  const { env, home } = makeSandbox({ version, project, model, codexOnPath: false });
  brought(project, "before");
  for (const words of [
    ["add", "-A"],
    ["commit", "-qm", "Shop"],
  ])
    Bun.spawnSync(["git", ...words], { cwd: project, env });
  brought(project, "after");
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
