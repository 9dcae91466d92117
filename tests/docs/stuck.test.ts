// The four steps for being stuck: the same in README, in the skill and in the docs, and each one
// does what it says.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cli } from "../cli/cli.ts";
import { STATES } from "../cli/made/make-run.ts";
import { cleanup } from "../harness/project.ts";

afterAll(cleanup);

const root = join(import.meta.dir, "..", "..");
const steps = (file: string): string[] => {
  const text = readFileSync(join(root, file), "utf8");
  const at = text.search(/stuck/i);
  return [...text.slice(at).matchAll(/^([1-4])\. (.*(?:\n {3}.*)*)/gm)]
    .slice(0, 4)
    .map((match) => match[2]!);
};

const NAMED = [/\/multi-ai:status/, /state\.json|\.task\//, /\/multi-ai:decide/, /multi-ai phase/];

describe.each(["README.md", "skills/orchestration/SKILL.md", "docs/troubleshooting.md"])(
  "the steps in %s",
  (file) => {
    test.each([0, 1, 2, 3])("step %d", (index) => {
      expect(steps(file)[index]).toMatch(NAMED[index]!);
    });
  },
);

describe("each step, tried on a run that waits for the person", () => {
  test("status says what is open and what to type", async () => {
    const { root } = await STATES["story question open"]();
    const { code, out } = await cli(root, ["status"]);
    expect(code).toBe(0);
    expect(out).toContain("Q1");
    expect(out).toContain("decide");
  });

  test("the files say why nothing moves", async () => {
    const { root } = await STATES["story question open"]();
    const read = (name: string) => JSON.parse(readFileSync(join(root, ".task", name), "utf8"));
    expect(read("state.json").blocker_reason).toContain("Q1");
    expect(read("pipeline-tasks.json").tasks[0].status).toBe("waiting");
    expect(readFileSync(join(root, ".task/events.jsonl"), "utf8")).toContain('"asked"');
  });

  test("decide goes on, reset archives", async () => {
    const { root, run } = await STATES["story question open"]();
    expect((await cli(root, ["decide", "approve"])).code).toBe(0);
    expect(JSON.parse(readFileSync(join(root, ".task/state.json"), "utf8")).phase).toBe(
      "plan_drafting",
    );
    expect((await cli(root, ["reset"])).code).toBe(0);
    expect(existsSync(join(root, ".task/history", run.run, "user-story.json"))).toBe(true);
    expect(existsSync(join(root, ".task/state.json"))).toBe(false);
  });

  test("phase is one word, with a run and without", async () => {
    const { root } = await STATES["story question open"]();
    expect((await cli(root, ["phase"])).out).toBe("requirements_gathering\n");
    await cli(root, ["reset"]);
    expect((await cli(root, ["phase"])).out).toBe("idle\n");
  });
});
