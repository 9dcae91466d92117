// A finished run is rolled back and forth again by its person, in the host, without a model
// request.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { hostsOf, runHost } from "../harness/host.ts";
import { cleanup, git, IN_TURN, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { CARRIER, ofType, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("rollback (%s)", (version) => {
  test("/multi-ai:rollback shows, does it, and goes back", async () => {
    const { project, model, events } = await play({ version });
    const run = ofType(events, "run_created")[0]!.run;
    const there = () => existsSync(join(project, "src/goodbye.ts"));
    const paid = model.requests.length;
    const typed = async (prompt: string) => {
      const { stdout } = await runHost({
        version,
        project,
        plugin: PLUGIN,
        model,
        prompt,
        limitMs: 30_000,
      });
      return stdout;
    };
    expect(await typed("/multi-ai:rollback")).toContain("To do it: /multi-ai:rollback --yes");
    expect(there()).toBe(true);
    expect(await typed("/multi-ai:rollback --yes")).toContain(
      "To undo this: /multi-ai:rollback --undo --yes",
    );
    expect([there(), git(project, "status", "--porcelain")]).toEqual([false, ""]);
    await typed("/multi-ai:rollback --undo --yes");
    expect([there(), model.requests.length]).toEqual([true, paid]);
    expect(git(project, "for-each-ref", "--format=%(refname)").split("\n")).toEqual([
      "refs/heads/main",
      `refs/multi-ai/${run}`,
      `refs/multi-ai/${run}-before-undo`,
      `refs/multi-ai/${run}-drafts`,
      `refs/multi-ai/${run}-held`,
      `refs/multi-ai/${run}-now`,
    ]);
  });

  test("what the person edits while the implementer works is theirs: told to reviewers, in the report, left by a rollback", async () => {
    const files = { ...IN_TURN, "notes.txt": "old\n" };
    const told: string[] = [];
    const good = honest();
    let isSaved = false;
    const worker: Worker = (brief, { turn }) => {
      if (brief.writes.includes("code-review")) told.push(brief.text);
      const command = "mkdir -p gen && echo 1 > gen/made.txt";
      if (brief.writes.endsWith("impl-result.json")) {
        if (turn === 0)
          return { calls: [{ name: "Bash", input: { command, description: "Generate" } }] };
        // The agent runs nothing while its model thinks: whoever saves a file then is the person.
        if (!isSaved) writeFiles(root, { "notes.txt": "mine\n", "README.md": "# Mine\n" });
        isSaved = true;
      }
      return good(brief);
    };
    const root = makeProject({ files });
    const { project, model, state } = await play({ version, project: root, worker });
    expect([state.status, model.failures]).toEqual(["complete", []]);
    const place = findProject(project);
    const report = reportFacts(place, readRun(place)!);
    expect(report.by_hand).toEqual(["README.md", "notes.txt"]);
    expect(report.files?.map(({ path }) => path)).toEqual([
      "gen/made.txt",
      "src/goodbye.ts",
      "tests/goodbye.test.ts",
    ]);
    expect(told.length).toBeGreaterThan(0);
    for (const one of told)
      expect(one).toContain("- README.md (modified by hand)\n- notes.txt (modified by hand)");
    const { stdout } = await runHost({
      version,
      project,
      plugin: PLUGIN,
      model,
      prompt: "/multi-ai:rollback --yes",
    });
    expect(stdout).toContain("Yours, left alone");
    const there = (name: string) => existsSync(join(project, name));
    expect([there("gen/made.txt"), there("src/goodbye.ts")]).toEqual([false, false]);
    expect(git(project, "status", "--porcelain")).toBe("M README.md\n M notes.txt");
  });

  test.each([
    ["a command leaves at work", (late: string) => ({ command: `(${late}) > left.txt 2>&1 &` })],
    ["it starts in the background", (late: string) => ({ command: late, run_in_background: true })],
  ])(
    "what %s may change files when its agent has ended: nobody is said to have done that",
    async (_name, input) => {
      const go = join(tempDir("multi-ai-late-"), "go");
      const late = `until [ -e ${go} ]; do sleep 0.2; done; echo 'export const late = 1;' > src/late.ts`;
      const told: string[] = [];
      const worker: Worker = (brief, state) => {
        if (brief.writes.endsWith("impl-result.json") && state.turn === 0)
          return { calls: [{ name: "Bash", input: { ...input(late), description: "Serve" } }] };
        if (brief.writes.includes("code-review") && told.push(brief.text) === 1) {
          writeFileSync(go, "");
          for (let i = 0; i < 100 && !existsSync(join(root, "src/late.ts")); i++)
            Bun.sleepSync(100);
        }
        return honest()(brief);
      };
      const root = makeProject({ files: IN_TURN });
      const { project, model, state } = await play({ version, project: root, worker });
      expect([state.status, model.failures]).toEqual(["complete", []]);
      const place = findProject(project);
      const { by_hand, by_unseen } = reportFacts(place, readRun(place)!);
      // A driver ends what its agent has left at work, so nothing changes.
      if (CARRIER === "direct") {
        expect([by_hand, by_unseen, existsSync(join(project, "src/late.ts"))]).toEqual([
          [],
          [],
          false,
        ]);
        return;
      }
      expect([by_hand, by_unseen]).toEqual([[], expect.arrayContaining(["src/late.ts"])]);
      expect(told.at(-1)).toContain("- src/late.ts (added by no call that was seen)");
      const { stdout } = await runHost({
        version,
        project,
        plugin: PLUGIN,
        model,
        prompt: "/multi-ai:rollback --yes",
      });
      expect(stdout).toContain("Left alone, author unknown: changed by no call that was seen");
      expect(existsSync(join(project, "src/late.ts"))).toBe(true);
    },
  );
});
