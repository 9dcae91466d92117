// Guarantee: What comes next is read from the files.
// The disk side of `.planning`: all changes or none, one writer at a time, nothing outside.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { applyChanges, change, put } from "../../../../src/workflows/phases/planning/files.ts";
import { removeAll, scratch } from "../scratch.ts";

afterAll(removeAll);

const ROADMAP = ".planning/ROADMAP.md";
const grown = (before: string) => `${before}x`;
const problems = (applied: ReturnType<typeof applyChanges>): string[] =>
  applied.ok ? [] : applied.problems.map((one) => `${one.file} ${one.problem}`);

describe("changes below .planning", () => {
  test("make folders, build on each other, and leave what is the same untouched", () => {
    const root = scratch();
    const path = ".planning/phases/02-a/02-01-PLAN.md";
    expect(applyChanges(root, [put(path, "a"), change(path, grown), put(ROADMAP, "r")])).toEqual({
      ok: true,
      written: [path, ROADMAP],
    });
    expect(readFileSync(join(root, path), "utf8")).toBe("ax");
    const before = statSync(join(root, ROADMAP)).ino;
    expect(applyChanges(root, [put(ROADMAP, "r")])).toEqual({ ok: true, written: [] });
    expect(statSync(join(root, ROADMAP)).ino).toBe(before);
    expect(readdirSync(join(root, ".planning")).sort()).toEqual(["ROADMAP.md", "phases"]);
    expect(readdirSync(join(root, ".task"))).toEqual([".gitignore"]);
  });

  test("are all made, or none", () => {
    const root = scratch();
    const applied = applyChanges(root, [put(ROADMAP, "r"), change(".planning/STATE.md", grown)]);
    expect(problems(applied)).toEqual([".planning/STATE.md it is missing, expected this file"]);
    expect(existsSync(join(root, ROADMAP))).toBe(false);
  });

  test("write nothing that cannot be read", () => {
    const root = scratch();
    const text = `---\n${Bun.YAML.stringify({ truths: Array(60).fill("x".repeat(3_900)) })}\n---\n`;
    expect(problems(applyChanges(root, [put(ROADMAP, text)]))[0]).toMatch(
      /^\.planning\/ROADMAP\.md the front matter comes to more than 200000 characters/,
    );
    expect(existsSync(join(root, ROADMAP))).toBe(false);
    // What a person left unreadable may be taken over as it is.
    mkdirSync(join(root, ".planning"), { recursive: true });
    writeFileSync(join(root, ROADMAP), text);
    expect(problems(applyChanges(root, [change(ROADMAP, grown)]))).toEqual([]);
  });

  test.each([
    "README.md",
    ".planning",
    ".planning/../x.md",
    ".planning//x.md",
    "/etc/x",
    ".planning/./x.md",
  ])("never leave it: %s", (path) => {
    const root = scratch();
    expect(problems(applyChanges(root, [put(path, "x")]))[0]).toContain("expected one below it");
    expect(readdirSync(root)).toEqual([".task"]);
  });

  test("do not follow a link, wherever it is", () => {
    const [root, other] = [scratch(), scratch()];
    mkdirSync(join(root, ".planning"));
    writeFileSync(join(other, "out.md"), "safe");
    symlinkSync(other, join(root, ".planning/phases"));
    symlinkSync(join(other, "out.md"), join(root, ROADMAP));
    for (const path of [".planning/phases/new.md", ".planning/phases/02-a/x.md", ROADMAP])
      expect(problems(applyChanges(root, [put(path, "x")]))[0]).toContain("is a symbolic link");
    expect(readdirSync(other)).toEqual(["out.md"]);
    expect(readFileSync(join(other, "out.md"), "utf8")).toBe("safe");
  });

  test("are not made over what somebody else writes at the same moment", () => {
    const root = scratch();
    applyChanges(root, [put(ROADMAP, "1")]);
    const applied = applyChanges(root, [
      change(ROADMAP, (before) => {
        writeFileSync(join(root, ROADMAP), "2");
        return grown(before);
      }),
    ]);
    expect(problems(applied)).toEqual([`${ROADMAP} it was changed at this moment; try again`]);
    expect(readFileSync(join(root, ROADMAP), "utf8")).toBe("2");
  });

  test("of several processes at once are all in the file", async () => {
    const root = scratch();
    applyChanges(root, [put(ROADMAP, "")]);
    const files = join(import.meta.dir, "../../../../src/workflows/phases/planning/files.ts");
    const program = `import { applyChanges, change } from ${JSON.stringify(files)};
for (let n = 0; n < 10; n++) if (!applyChanges(".", [change("${ROADMAP}", (text) => text + "x")]).ok) process.exit(1);`;
    const all = Array.from({ length: 4 }, () =>
      Bun.spawn([process.execPath, "-e", program], { cwd: root }),
    );
    expect(await Promise.all(all.map((one) => one.exited))).toEqual([0, 0, 0, 0]);
    expect(readFileSync(join(root, ROADMAP), "utf8")).toBe("x".repeat(40));
  });
});
