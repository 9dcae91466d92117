// `multi-ai roadmap`: what it shows of a project, and that what only reads changes no byte.
// Runs: in full only.
import { afterAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROADMAP_OF } from "../../harness/phases/project.ts";
import { cleanup, git, makeProject, tempDir } from "../../harness/project.ts";
import {
  carriedOutByHand,
  planFile,
  planText,
  project,
  write,
} from "../../workflows/phases/planning/planning-given.ts";
import { cli, inTerminal, PROGRAM } from "../cli.ts";

afterAll(cleanup);

const TWO = [
  { number: "1", name: "Base", done: true },
  { number: "2", name: "Search", depends_on: ["1"] },
];
const given = (root = tempDir()): string => {
  project(root, TWO);
  carriedOutByHand(root, "2", 1);
  write(root, planFile("2", 2), planText("2", 2));
  return root;
};

/** Every name below a folder with its bytes, mode and times. */
function hashOf(folder: string): string {
  const hash = new Bun.CryptoHasher("sha256");
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
    const { mode, size, mtimeMs } = statSync(join(folder, name));
    hash.update(`${name}\0${mode}\0${size}\0${mtimeMs}\0`);
    if (statSync(join(folder, name)).isFile()) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex");
}

describe("show", () => {
  test("at a terminal its colours are colours, and no letters", () => {
    const root = given();
    const env = { ...process.env, TERM: "xterm", NO_COLOR: undefined };
    const line = `${process.execPath} ${PROGRAM} roadmap`;
    const screen = Bun.spawnSync(["sh", "-c", inTerminal(line)], {
      cwd: root,
      env,
    }).stdout.toString();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a colour begins
    expect(screen).toMatch(/^\u001b\[1m.+\u001b\[22m\r?\n/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a colour begins
    expect(screen.replace(/\u001b\[\d+m/g, "")).not.toMatch(/\[\d+m/);
  });

  test("the phases, how far each is, and what comes next; no byte is changed", async () => {
    const root = given(makeProject());
    git(root, "add", "-A");
    git(root, "commit", "-qm", "docs: plans");
    const before = hashOf(root);
    const shown = await cli(root, ["roadmap"]);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/^1 +Base +done$/m);
    expect(shown.out).toMatch(/^2 +Search +open +1\/2 +1$/m);
    expect(shown.out).toContain(
      "Next\n  multi-ai run execute-phase 2: execute phase 2 (Search): 1 of 2 plans without a summary: 02-02\n",
    );
    const { json } = await cli(root, ["roadmap", "--json"]);
    expect(json.next).toEqual({
      action: "execute-phase",
      phase: "2",
      why: "1 of 2 plans without a summary: 02-02",
      type: "multi-ai run execute-phase 2",
    });
    expect(hashOf(root)).toBe(before);
  });

  test("what is wrong is shown with its file and line", async () => {
    const root = given();
    write(root, "ROADMAP.md", ROADMAP_OF([...TWO, { number: "2", name: "Again" }]));
    const { code, out } = await cli(root, ["roadmap"]);
    expect(code).toBe(3);
    expect(out).toContain(".planning/ROADMAP.md:24: found Phase 2 again (first in line 14)");
    write(root, "ROADMAP.md", ROADMAP_OF(TWO));
    write(root, "config.json", "{");
    const broken = await cli(root, ["roadmap"]);
    expect([broken.code, broken.out.match(/config\.json: it is/g)?.length]).toEqual([3, 1]);
    expect((await cli(root, ["roadmap", "--json"])).code).toBe(3);
  });
});

describe("a broken project is the state 3, whatever is typed", () => {
  test.each<[string, (root: string) => void, string]>([
    [
      "no roadmap",
      (root) => unlinkSync(join(root, ".planning/ROADMAP.md")),
      "ROADMAP.md: it is missing, expected",
    ],
    [
      "a binary roadmap",
      (root) => write(root, "ROADMAP.md", "a\0b"),
      "ROADMAP.md: it has a zero byte",
    ],
  ])("%s", async (_, harm, problem) => {
    const root = given();
    harm(root);
    const { code, out } = await cli(root, ["roadmap"]);
    expect([code, out]).toEqual([3, expect.stringContaining(problem)]);
    expect(out).not.toContain("found no phase");
  });

  test("a file in the place of .planning has to be moved away first", async () => {
    const root = tempDir();
    writeFileSync(join(root, ".planning"), "");
    const told = ".planning: it is not a folder";
    for (const args of [["next"], ["plan-phase", "1"]]) {
      const { code, err } = await cli(root, ["run", ...args]);
      expect([args, code, err]).toEqual([args, 1, expect.stringContaining(told)]);
      expect(err).not.toContain("new-project");
    }
    expect((await cli(root, ["roadmap"])).out).not.toContain("new-project");
  });
});

test.each(["satus", "--atuo"])("roadmap %s is refused, and changes nothing", async (word) => {
  const root = given();
  const before = hashOf(root);
  const refused = await cli(root, ["roadmap", word]);
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(word)]);
  expect(hashOf(root)).toBe(before);
});

describe("run", () => {
  test.each<[string[], number, string]>([
    [["run", "plan-phase", "7"], 1, "The roadmap has no phase 7; open is 2 (Search). For example"],
    [["run", "plan-phase"], 2, "run needs a request"],
    [["run", "execute", "2"], 2, "known: multi-ai, team"],
    [["run", "debug"], 2, 'Say what is wrong: multi-ai run debug "<symptom>"'],
    [["run", "next", "2"], 2, 'finds the next step itself, and takes no "2"'],
  ])("%j is refused with what is there", async (args, code, problem) => {
    const root = given();
    const before = hashOf(root);
    const refused = await cli(root, args);
    expect({
      code: refused.code,
      told: refused.err.replaceAll(/bun \S+orchestrator\S*|\S+main\.ts/g, "multi-ai"),
    }).toEqual({
      code,
      told: expect.stringContaining(problem),
    });
    expect(hashOf(root)).toBe(before);
  });
});
