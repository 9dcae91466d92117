import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { artifactPath } from "../../src/record/accepted.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";
import { answerPath, record, recorded, replay } from "./answers.ts";
import { artifactOf, CASES, caseNames, loadCase } from "./case.ts";
import { prepare } from "./drive.ts";
import { isHere } from "./programs.ts";
import type { Score } from "./scoring.ts";

afterEach(cleanup);

const newFolder = (): string => join(tempDir(), "project");
const answers = caseNames()
  .filter(isHere)
  .flatMap((name) => recorded(loadCase(name)).map((number) => [name, number] as const));

describe("cases", () => {
  test.each(caseNames().filter(isHere))("%s can be prepared, and what it plants is there", async (name) => {
    const { project, task, prompt, nonce } = await prepare(name, newFolder());
    const { expect: wanted, target } = loadCase(name);
    expect(task).toMatchObject({ subject: target, status: "running" });
    expect(prompt).toContain(`writes: ${artifactPath(project, task)}`);
    expect(prompt).toContain(`nonce: ${nonce}`);
    const plan = JSON.stringify(artifactOf(loadCase(name), "plan") ?? {});
    for (const { id, file, quote, at } of wanted.planted) {
      if (quote !== undefined && file !== undefined)
        expect([id, readFileSync(join(project.root, file), "utf8").split(quote).length]).toEqual([id, 2]);
      for (const step of (at ?? []).filter((one) => one.startsWith("S"))) expect(plan).toContain(`"id":"${step}"`);
    }
  });

  test("a folder with something in it is left alone", () => {
    const folder = tempDir();
    writeFiles(folder, { "mine.txt": "keep" });
    expect(prepare("planner-small", folder)).rejects.toThrow("not empty");
  });
});

describe("recorded answers of real readers", () => {
  test.each(answers)("%s, answer %d: valid today as it was, with the same score", async (name, number) => {
    const now = await replay(name, number, newFolder());
    const then: Score = JSON.parse(readFileSync(join(CASES, name, `score-${number}.json`), "utf8"));
    expect(now).toEqual(then);
  });
  test("none names a folder of a machine", () => {
    const texts = answers.map(([name, number]) => readFileSync(answerPath(join(CASES, name), number), "utf8"));
    expect(texts.filter((text) => /\/(tmp|home|Users|root|work)\//.test(text))).toEqual([]);
  });
});

test("the commands print what they promise, and say what is wrong", async () => {
  const kit = (...args: string[]) => {
    const { exitCode, stdout, stderr } = Bun.spawnSync([process.execPath, ...args], { cwd: import.meta.dir });
    return { exitCode, out: stdout.toString(), err: stderr.toString() };
  };
  const folder = newFolder();
  const prepared = kit("prepare.ts", "requirements-small", folder);
  expect(prepared.exitCode).toBe(0);
  expect(prepared.out).toStartWith("You are ");
  expect(prepared.out).toEndWith('end with one line: "T1 is done".\n');
  const unwritten = kit("score.ts", "requirements-small", folder);
  expect(unwritten.exitCode).toBe(1);
  expect(unwritten.out.trim().split("\n").at(-1)).toStartWith("| requirements-small | no (1) | none (wrong) |");
  expect(kit("score.ts", "requirements-small", folder, "--record")).toMatchObject({ exitCode: 2 });
  expect(kit("prepare.ts", "no-such-case", newFolder()).err).toContain("known: code-review-again");
  expect(kit("prepare.ts").err).toContain("usage: ");
});

test("an answer that is recorded replays to the same score, and names no folder", async () => {
  const { project, task, nonce } = await prepare("planner-small", newFolder());
  const artifact = { task: task.id, nonce, title: "t", approach: `see ${project.root}/src`, steps: [] };
  writeFileSync(artifactPath(project, task), JSON.stringify(artifact));
  const store = tempDir();
  const number = await record("planner-small", project.root, undefined, store);
  expect(number).toBe(1);
  expect(readFileSync(join(store, "answer-1.json"), "utf8")).toContain("see /project/src");
  const then = JSON.parse(readFileSync(join(store, "score-1.json"), "utf8"));
  expect(then).toMatchObject({ valid: false, problems: [expect.stringContaining("steps")] });
  expect(await replay("planner-small", number, newFolder(), store)).toEqual(then);
});
