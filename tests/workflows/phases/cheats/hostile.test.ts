// Files of .planning that a stranger made: what is wrong is told, and no command ends in the middle
// because of them.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { executedAt } from "../../../harness/phases/project.ts";
import { verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, writeFiles } from "../../../harness/project.ts";
import { AUTO, brings, execute, planFile, project } from "../execute/given.ts";
import { type PhasesRun, SingleRun } from "../play.ts";

afterEach(cleanup);

const FOLDER = ".planning/phases/01-greeting";
const PLAN = `${FOLDER}/01-01-PLAN.md`;
const SUMMARY = `${FOLDER}/01-01-SUMMARY.md`;
const shown = (run: PhasesRun): string => (run.open.length === 0 ? run.run.status : run.shown);

/** verify-work on a phase that was carried out, with one of its files changed. */
async function verified(path: string, change: (text: string) => string): Promise<string> {
  const root = executedAt();
  writeFiles(root, { [path]: change(readFileSync(join(root, path), "utf8")) });
  const run = new SingleRun(root, (brief) => verificationFor(brief));
  return shown(await run.start("verify-work", { options: { phase: "01" }, auto: true }));
}

describe("front matter that no reader can take", () => {
  const bomb = `big: &big "${"x".repeat(90_000)}"\n`;
  const truths = `must_haves:\n  truths: [${Array(2_000).fill("*big").join(",")}]\n`;

  test("a text that aliases make very long", async () => {
    const root = project({
      "01-01": planFile("01-01", [brings("one")], { more: `${bomb}${truths}` }),
    });
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.shown).toContain(
      `${PLAN}:1: the front matter comes to more than 200000 characters with its aliases`,
    );
  });

  test("aliases of lists of aliases", async () => {
    const list = (of: string): string => `[${Array(500).fill(of).join(",")}]`;
    const more = `a: &a ${list("x")}\nb: &b ${list("*a")}\nuser_setup:\n  - {service: s, k: ${list("{z: q, l: *b}")}}\n`;
    const root = project({ "01-01": planFile("01-01", [brings("one")], { more }) });
    expect((await execute(root).start("execute-phase", AUTO)).shown).toMatch(
      /front matter .*alias/,
    );
  });

  test("an anchor that is used as people use it is taken", async () => {
    const more = "base: &base [GREET-01]\nown: *base\n";
    const root = project({ "01-01": planFile("01-01", [brings("one")], { more }) });
    expect((await execute(root).start("execute-phase", AUTO)).run.status).toBe("complete");
  });

  test.each<[string, string, string, string]>([
    ["a plan", PLAN, "path: src/greet.ts", 'path: "a\\0b"'],
    ["a summary", SUMMARY, "created: [src/greet.ts]", 'created: ["a\\0b"]'],
  ])("a zero byte in a path of %s", async (_of, path, from, to) => {
    expect(await verified(path, (text) => text.replace(from, to))).toContain(
      `${path}:1: the front matter has a zero byte in a text`,
    );
  });

  test("a path that is too long for any system is not there", async () => {
    const long = "x/".repeat(3_000);
    expect(
      await verified(SUMMARY, (text) => text.replace("[src/greet.ts]", `["${long}y"]`)),
    ).toContain("x/x/x/");
    expect(
      await verified(PLAN, (text) => text.replace("path: src/greet.ts", `path: "${long}y"`)),
    ).toBe("complete");
  });
});

test("a link in the place of a file that agents read is told to nobody but the person", async () => {
  const root = project({ "01-01": planFile("01-01", [brings("one")]) });
  symlinkSync("/etc/passwd", join(root, FOLDER, "01-CONTEXT.md"));
  const run = await execute(root).start("execute-phase", AUTO);
  expect(run.briefs.size).toBe(0);
  expect(shown(run)).toContain(`${FOLDER}/01-CONTEXT.md: it is a link or no file`);
});
