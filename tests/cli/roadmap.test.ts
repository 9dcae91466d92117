// `multi-ai roadmap`: what it shows of a project, and that what only reads changes no byte.
import { afterAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLAIN_LAYOUT } from "../../src/text.ts";
import { act } from "../../src/workflows/phases/roadmap-verb.ts";
import { cleanup, git, makeProject, tempDir } from "../harness/project.ts";
import {
  carriedOutByHand,
  file,
  has,
  planFile,
  planText,
  project,
  read,
  roadmapText,
  write,
} from "../workflows/phases/planning-given.ts";
import { cli } from "./cli.ts";

afterAll(cleanup);

const TWO = [
  { number: "1", name: "Base", done: true },
  { number: "2", name: "Search", depends: "Phase 1" },
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
      "Execute phase 2 (Search): 1 of 2 plans without a summary: 02-02.\nType /multi-ai:execute-phase 2\n",
    );
    const { json } = await cli(root, ["roadmap", "show", "--json"]);
    expect(json.next).toEqual({
      action: "execute-phase",
      phase: "2",
      why: "1 of 2 plans without a summary: 02-02",
      type: "/multi-ai:execute-phase 2",
    });
    expect(hashOf(root)).toBe(before);
  });

  test("what is wrong is shown with its file and line", async () => {
    const root = given();
    write(root, "ROADMAP.md", roadmapText([...TWO, { number: "2", name: "Again" }]));
    const { code, out } = await cli(root, ["roadmap"]);
    expect(code).toBe(3);
    expect(out).toContain(".planning/ROADMAP.md:29: found Phase 2 once more (first in line 20)");
    write(root, "ROADMAP.md", roadmapText(TWO));
    write(root, "config.json", "{");
    const broken = await cli(root, ["roadmap"]);
    expect([broken.code, broken.out.match(/config\.json: it is/g)?.length]).toEqual([3, 1]);
    expect((await cli(root, ["roadmap", "--json"])).code).toBe(3);
    write(root, file("2", "VERIFICATION"), "---\nstatus: fine\n---\n");
    write(root, "config.json", "{}");
    expect((await cli(root, ["roadmap"])).out.match(/status: found "fine"/g)).toHaveLength(1);
  });
});

describe("a broken project is the state 3, whatever is typed", () => {
  test.each<[string, (root: string) => void, string]>([
    ["no roadmap", (root) => unlinkSync(join(root, ".planning/ROADMAP.md")), "ROADMAP.md: it is missing, expected"],
    ["a binary roadmap", (root) => write(root, "ROADMAP.md", "a\0b"), "ROADMAP.md: it has a zero byte"],
  ])("%s", async (_, harm, problem) => {
    const root = given();
    harm(root);
    for (const args of [[], ["insert", "1", "x"]]) {
      const { code, out } = await cli(root, ["roadmap", ...args]);
      expect([args, code, out]).toEqual([args, 3, expect.stringContaining(problem)]);
      expect(out).not.toContain("found no phase");
    }
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

describe("changes of the phases", () => {
  const three = (): string => {
    const root = tempDir();
    project(root, [...TWO, { number: "3", name: "Share" }]);
    write(root, file("3", "CONTEXT"), "# Phase 3: Share - Context\n");
    return root;
  };

  test("urgent work comes in between; the others keep their numbers", async () => {
    const root = three();
    const inserted = await cli(root, ["roadmap", "insert", "1", "Hot fix: nothing is lost"]);
    expect(inserted).toMatchObject({ code: 0, out: "Phase 1.1: inserted.\n" });
    const shown = await cli(root, ["roadmap"]);
    expect(shown.out).toMatch(/^1\.1 +Hot fix +open +1$/m);
    expect(shown.out).toContain("Type /multi-ai:discuss-phase 1.1\n");
    expect(read(root, "ROADMAP.md")).toContain("**Goal:** nothing is lost\n");
    expect(read(root, "STATE.md")).toContain("Phase: 1.1 of 4 (Hot fix)\n");
  });

  test("while a run is live the phases stay what they are", () => {
    const root = three();
    const before = hashOf(root);
    const call = { root, options: {}, now: "2026-01-04T10:00:00.000Z", live: () => "r-1", layout: PLAIN_LAYOUT };
    const { ok, lines } = act({ ...call, args: ["insert", "1", "Fix"] });
    expect({ ok, told: lines.join("\n") }).toEqual({ ok: false, told: expect.stringContaining("Run r-1 is live") });
    expect(hashOf(root)).toBe(before);
  });
});

describe("every refusal exits non-zero and changes nothing", () => {
  test.each<[string[], number, string]>([
    [["satus"], 2, 'unknown argument "satus", expected one of show, insert'],
    [["insert", "9", "Fix"], 1, "found no Phase 9, expected one of 1, 2"],
    [["insert", "1"], 2, "the name is missing"],
    [["insert", "Fix"], 2, "expected the phase behind which the new one comes, or last"],
    [["--atuo"], 2, "unknown option --atuo"],
  ])("roadmap %j", async (args, code, problem) => {
    const root = given();
    // A writer takes its lock, in .task/, before it looks.
    const before = hashOf(join(root, ".planning"));
    const refused = await cli(root, ["roadmap", ...args]);
    expect(refused.code).toBe(code);
    expect(refused.err).toContain(problem);
    expect(hashOf(join(root, ".planning"))).toBe(before);
  });

  test("a STATE.md that is a link is not written through", async () => {
    const root = given();
    const target = join(tempDir(), "elsewhere.md");
    symlinkSync(target, join(root, ".planning/STATE.md"));
    const refused = await cli(root, ["roadmap", "insert", "2", "Fix"]);
    expect(refused.out).toContain(".planning/STATE.md: it ");
    unlinkSync(join(root, ".planning/STATE.md"));
    expect(has(root, "STATE.md")).toBe(false);
  });
});

describe("run", () => {
  test.each<[string[], number, string]>([
    [["run", "plan-phase", "7"], 1, "The roadmap has no phase 7; there is 2 (Search). For example"],
    [["run", "plan-phase"], 2, "run needs a request"],
    [["run", "execute", "2"], 2, "did you mean execute-phase?"],
    [["run", "debug"], 2, 'Say what is wrong: multi-ai run debug "<symptom>"'],
    [["run", "next", "2"], 2, 'finds out by itself what comes next, and takes no "2"'],
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
