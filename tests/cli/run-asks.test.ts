// `multi-ai run` at a terminal: it asks there what the run asks, and goes on.
import { afterAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { noteScript } from "../../src/record/scripts.ts";
import { readRun } from "../../src/run/life/run.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { atScreen, PROGRAM } from "./cli.ts";
import { STATES } from "./make-run.ts";

afterAll(cleanup);

const CTRL_C = "\u0003";

/** A Claude Code that notes what was typed first, and does nothing of it. */
function idleHost(): string {
  const path = join(tempDir(), "claude");
  writeFileSync(path, '#!/bin/sh\nread -r line; echo "typed: $line" >&2; exit 1\n', { mode: 0o755 });
  return path;
}

const going = (root: string, keys: string[], env = {}, word?: (shown: string) => string) =>
  atScreen([process.execPath, PROGRAM, "run", "--continue", "--claude", idleHost()], root, keys, env, word);

test("a letter answers as decide does, with the word, and the run goes on by itself", async () => {
  const { root, project } = await STATES["story question open"]();
  const { result, screen } = await going(root, ["A\r"]);
  expect(readRun(project)!.decisions).toMatchObject([{ option: "approve", via: "cli" }]);
  expect(screen).toMatch(/Q1 · Is this user story what you want\?[\s\S]*\n {2}A {2}Approve[\s\S]*> A\r+\n/);
  expect(screen).toMatch(/This answers it in your name: Approve\r\nTo confirm, type [a-z]{5}: [a-z]{5}\r+\n/);
  // The question is shown once, and what comes next is not told: it is done.
  expect(screen.split("Is this user story").length).toBe(2);
  expect(screen).toContain("Recorded: Q1 is answered with approve.\r\n");
  expect(screen).not.toContain("Next: open Claude Code");
  // This host takes the prompt and fails.
  expect(screen).toContain('"content":"/multi-ai:resume"');
  expect(result.code).toBe(3);
});

test("words of one's own and a letter with its reason are taken as such; what is no option is asked again", async () => {
  const { root, project } = await STATES["story question open"]();
  const { screen } = await going(root, ["Z\r", "B\r", "B: Only in the morning\r"]);
  expect(screen).toContain('"Z" is no option of Q1');
  expect(readRun(project)!.decisions).toMatchObject([{ option: "correct", text: "Only in the morning" }]);
  const other = await STATES["artifact questions open"]();
  // A word to the program is none to an agent, and a paste is one answer.
  const { screen: told } = await going(other.root, ["quit\r", "Something in between,\rplease\r"]);
  expect(told).toContain('"quit" is no answer here.');
  expect(readRun(other.project)!.decisions).toMatchObject([{ text: "Something in between,\nplease" }]);
});

test("the word is asked for where a token is set, too", async () => {
  const { root, project, run } = await STATES["story question open"]();
  const env = { ...process.env, MULTI_AI_TOKEN: "0123456789abcdef" };
  noteScript(project, run.run, env);
  const { screen } = await going(root, ["A\r", "\r"], { MULTI_AI_TOKEN: env.MULTI_AI_TOKEN }, () => "no\r");
  expect(screen).toContain("To confirm, type ");
  expect(readRun(project)!.decisions).toEqual(run.decisions);
});

describe("the question stays open, and the program ends as without a terminal", () => {
  test.each<[string, number, string[], Record<string, string>, ((shown: string) => string) | undefined]>([
    ["Enter", 1, ["\r"], {}, undefined],
    ["Ctrl-C", 1, [CTRL_C], {}, undefined],
    ["Ctrl-C at the word", 1, ["A\r"], {}, () => CTRL_C],
    ["another word, then Enter", 2, ["A\r", "\r"], {}, () => "yes\r"],
    ["in CI", 0, [], { CI: "true" }, undefined],
  ])("%s: asked %d times", async (_, times, keys, env, word) => {
    const { root, project, run } = await STATES["story question open"]();
    const { result, screen } = await going(root, keys, env, word);
    expect([result.code, readRun(project)!.decisions]).toEqual([1, run.decisions]);
    expect(screen).toMatch(/multi-ai decide <A, B, …> --question Q1[\s\S]*Then: multi-ai run --continue/);
    expect(screen.split("Enter leaves it open").length - 1).toBe(times);
  });
});
