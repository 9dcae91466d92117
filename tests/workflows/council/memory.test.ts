import { afterEach, describe, expect, test } from "bun:test";
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Project } from "../../../src/project/project.ts";
import {
  MAX_BYTES,
  MAX_ENTRIES,
  type MemoryEntry,
  memoryFile,
  memoryText,
  parseMemory,
  printMemory,
  readMemory,
  remember,
  withLessons,
} from "../../../src/workflows/council/memory.ts";
import { cleanup, tempDir } from "../../harness/project.ts";

afterEach(cleanup);

const RUN = "council-0a1b2c3d";
const LATER = "council-11112222";

function project(): Project {
  const root = tempDir();
  mkdirSync(join(root, ".task"));
  return { root, task: join(root, ".task"), found: "folder" };
}
const fileOf = ({ root }: Project, agent = "auditor"): string => join(root, memoryFile(agent));
const write = (at: Project, text: string | Uint8Array): void => {
  mkdirSync(join(at.task, "memory"), { recursive: true });
  writeFileSync(fileOf(at), text);
};
const texts = (entries: readonly MemoryEntry[]): string[] => entries.map((one) => one.text);

describe("what runs teach", () => {
  test("is kept from run to run, each entry with the run that it is from", () => {
    const at = project();
    expect(remember(at, "auditor", RUN, ["Ports are in config/ports.json", "  Node 22\nis the oldest  "])).toEqual([]);
    expect(remember(at, "auditor", LATER, ["No network in tests."])).toEqual([]);
    const memory = readMemory(at, "auditor");
    expect(memory.entries).toEqual([
      { text: "Ports are in config/ports.json", run: RUN },
      { text: "Node 22 is the oldest", run: RUN },
      { text: "No network in tests.", run: LATER },
    ]);
    expect(memory.notes).toEqual([]);
    expect(memoryText(memory)).toContain(`- No network in tests. (${LATER})`);
    expect(readFileSync(fileOf(at), "utf8")).toStartWith("# Memory: auditor\n");
    expect(readdirSync(join(at.task, "memory"))).toEqual(["auditor.md"]);
  });

  test("stands there once: said again, it is the later run's and the newest", () => {
    const at = project();
    remember(at, "auditor", RUN, ["Tests need no network", "Other"]);
    remember(at, "auditor", LATER, ["tests need no network."]);
    expect(readMemory(at, "auditor").entries).toEqual([
      { text: "Other", run: RUN },
      { text: "tests need no network.", run: LATER },
    ]);
  });

  test("loses its oldest entries where there are too many, and where they are too long", () => {
    const at = project();
    for (let n = 1; n <= 30; n++) remember(at, "auditor", RUN, [`lesson ${n}`]);
    expect(texts(readMemory(at, "auditor").entries)).toEqual(Array.from({ length: 20 }, (_, n) => `lesson ${n + 11}`));
    for (let n = 1; n <= 30; n++) remember(at, "auditor", LATER, [`${n} ${"語".repeat(1_000)}`]);
    const long = readMemory(at, "auditor").entries;
    expect(long.length).toBeLessThan(6);
    expect(long.at(-1)!.text).toStartWith("30 語");
    expect(lstatSync(fileOf(at)).size).toBeLessThanOrEqual(MAX_BYTES);
  });

  test("an agent's name cannot lead to another folder", () => {
    for (const name of ["../x", "a/b", "", "A", ".x", "x.md"]) expect(() => memoryFile(name)).toThrow("no name");
  });
});

describe("edited by hand", () => {
  test("lines that are no entries are the person's, and stay", () => {
    const at = project();
    write(
      at,
      `\uFEFF# My notes\r\n\r\nUse the staging database.\r\n* never touch legacy/\r\n- wrapped\r\n  over two lines (${RUN})\r\n<!-- a comment -->\r\n- old (${RUN})\r\n`,
    );
    expect(readMemory(at, "auditor").entries).toEqual([
      { text: "Use the staging database.", run: null },
      { text: "never touch legacy/", run: null },
      { text: "wrapped over two lines", run: RUN },
      { text: "old", run: RUN },
    ]);
    remember(at, "auditor", LATER, ["use the STAGING database"]);
    expect(readMemory(at, "auditor").entries[0]).toEqual({ text: "never touch legacy/", run: null });
    expect(readMemory(at, "auditor").entries.at(-1)).toEqual({ text: "Use the staging database.", run: null });
  });

  test("a person's line outlives every entry of a run", () => {
    const at = project();
    write(at, "- mine\n");
    for (let n = 1; n <= 40; n++) remember(at, "auditor", RUN, [`lesson ${n}`]);
    expect(readMemory(at, "auditor").entries[0]).toEqual({ text: "mine", run: null });
    expect(readMemory(at, "auditor").entries).toHaveLength(MAX_ENTRIES);
  });

  test("more lines than are kept are named, when they are read and when they go", () => {
    const at = project();
    write(at, Array.from({ length: 25 }, (_, n) => `line ${n}\n`).join(""));
    expect(readMemory(at, "auditor").notes).toEqual([
      ".task/memory/auditor.md says more than is kept: 5 lines left out",
    ]);
    expect(remember(at, "auditor", RUN, ["new"])).toEqual([
      ".task/memory/auditor.md: 5 lines of yours did not fit or stood there twice",
    ]);
  });

  test("a file far too large is read in part, and not written", () => {
    const at = project();
    write(at, `- first\n${"x".repeat(100_000)}\n`);
    expect(texts(readMemory(at, "auditor").entries)[0]).toBe("first");
    expect(readMemory(at, "auditor").notes.join()).toContain("more than 65536 bytes");
    expect(remember(at, "auditor", RUN, ["new"]).join()).toContain("nothing was added");
    expect(lstatSync(fileOf(at)).size).toBeGreaterThan(100_000);
  });
});

describe("what is no file of ours", () => {
  test("a link is neither read nor written through, be it the file or the folder", () => {
    const at = project();
    const elsewhere = join(tempDir(), "other.md");
    writeFileSync(elsewhere, "- foreign\n");
    mkdirSync(join(at.task, "memory"));
    symlinkSync(elsewhere, fileOf(at));
    expect(readMemory(at, "auditor").entries).toEqual([]);
    expect(readMemory(at, "auditor").notes.join()).toContain("symbolic link");
    expect(remember(at, "auditor", RUN, ["new"]).join()).toContain("symbolic link");
    expect(readFileSync(elsewhere, "utf8")).toBe("- foreign\n");
    expect(lstatSync(fileOf(at)).isSymbolicLink()).toBe(true);

    const other = project();
    const folder = tempDir();
    symlinkSync(folder, join(other.task, "memory"));
    expect(remember(other, "auditor", RUN, ["new"]).join()).toContain("symbolic link");
    expect(readMemory(other, "auditor").notes.join()).toContain("symbolic link");
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("for any text", () => {
  const lines = fc.array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.constantFrom("- a", `- a (${RUN})`, "# x", "<!--", "-->", "  b", "- ", "-", "* c", "```", "\t- d", "\u0085"),
    ),
    { maxLength: 60 },
  );

  test("reading never throws, the bounds hold, and what was written is read back", () => {
    fc.assert(
      fc.property(lines, lines, (file, said) => {
        const kept = withLessons("auditor", parseMemory(file.join("\n")), RUN, said);
        const text = printMemory("auditor", kept);
        expect(kept.length).toBeLessThanOrEqual(MAX_ENTRIES);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES);
        expect(parseMemory(text)).toEqual(kept);
        expect(withLessons("auditor", kept, RUN, [])).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });
});
