// Help, dry-run and setup are broken where the terminal ends, between words; in a pipe they are
// whole, and help has 80 columns.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { VERBS } from "../../../src/cli/verbs.ts";
import { HELP_WIDTH } from "../../../src/run/commands/usage/arguments.ts";
import { columns } from "../../../src/text.ts";
import { OWN_PROGRAMS, putPrograms, systemPrograms } from "../../harness/own-programs.ts";
import { cleanup, makeProject, tempDir } from "../../harness/project.ts";
import { atScreen, blindly, PROGRAM } from "../cli.ts";
import { inProcess, terminalContext } from "../in-process.ts";

afterEach(cleanup);

const WIDTHS = [60, 80, 120, 200];
const widest = (text: string): number => Math.max(...text.split("\n").map(columns));
const flat = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** A person with Claude Code and npm. */
function person() {
  const home = tempDir();
  putPrograms(join(home, "bin"), { claude: OWN_PROGRAMS.claude, npm: OWN_PROGRAMS.npm });
  return {
    home,
    env: { HOME: home, PATH: `${join(home, "bin")}:${systemPrograms()}`, SHELL: "/bin/bash" },
  };
}

async function said(words: string[], width: number, cutAt = width): Promise<string> {
  const { env } = person();
  const more = { width, cutAt, belowHost: () => true };
  return (await inProcess(words, terminalContext(makeProject(), env, more)))!.text;
}

describe("the help of each verb", () => {
  test.each(WIDTHS)("has lines of at most %d columns, and says all of it", async (width) => {
    const context = (cutAt: number) => terminalContext(tempDir(), {}, { width, cutAt });
    for (const name of Object.keys(VERBS)) {
      const { text } = (await inProcess([name, "--help"], context(width)))!;
      const whole = (await inProcess([name, "--help"], context(Number.POSITIVE_INFINITY)))!.text;
      expect([name, widest(text) <= width]).toEqual([name, true]);
      expect([name, flat(text)]).toEqual([name, flat(whole)]);
      expect([name, widest(whole) <= HELP_WIDTH]).toEqual([name, true]);
      expect(flat(whole)).toContain(flat(`${VERBS[name]!.summary}.`));
    }
  });

  test("at a terminal its own columns count, for the list of verbs, too", async () => {
    const line = `stty cols 60; exec '${process.execPath}' '${PROGRAM}' --help`;
    const { screen } = await atScreen(["sh", "-c", line], tempDir());
    const lines = screen.replaceAll("\r", "").trimEnd().split("\n");
    expect(widest(lines.join("\n"))).toBeLessThanOrEqual(60);
    const { out } = await blindly(tempDir(), ["--help"]);
    expect([lines.length > out.split("\n").length, widest(out) <= HELP_WIDTH]).toEqual([
      true,
      true,
    ]);
    expect(flat(screen)).toContain("park Set the run aside for now");
  });
});

test("what dry-run finds is broken, and whole in a pipe", async () => {
  const narrow = await said(["dry-run"], 60);
  expect(widest(narrow)).toBeLessThanOrEqual(60);
  expect(flat(narrow)).toContain("npm install -g @openai/codex");
  const piped = await said(["dry-run"], 60, Number.POSITIVE_INFINITY);
  // Its longest text stands in one line there.
  expect(widest(piped)).toBeGreaterThanOrEqual(100);
  expect(flat(piped)).toBe(flat(narrow));
});
