// A run whose record or files did not come along: what it lacks is named, and nothing begins.
// Runs: in full too.
// Not in npm test: (?:a later|each accepted|without its)
import { afterEach, describe, expect, test } from "bun:test";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { findProject } from "../../src/project/project.ts";
import { nowRef } from "../../src/project/worktrees/names.ts";
import { missingHere } from "../../src/run/audit/accepted-state.ts";
import { rollBack } from "../../src/run/end/rollback.ts";
import { change, readRun } from "../../src/run/journal/change.ts";
import { makeRun } from "../cli/made/make-run.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";
import { CODE_SONNET } from "../workflows/multi-ai/ids.ts";
import { clone, filesIn, journal } from "./elsewhere.ts";

afterEach(cleanup);

const ANSWERS = { story: { option: "approve", text: null } };

/** A run whose change is made and not reviewed. */
const implemented = (root = makeProject()) =>
  makeRun({ root, answers: ANSWERS, until: (run) => taskOf(run, CODE_SONNET)?.status === "ready" });

describe("a run whose record or files did not come along", () => {
  test("without its objects, it says which results are missing", async () => {
    const { root, run } = await implemented();
    const project = clone(root);
    mkdirSync(project.task);
    cpSync(join(root, ".task/events.jsonl"), join(project.task, "events.jsonl"));
    const text = missingHere(project, readRun(project)!);
    expect(text).toMatch(`The record of run ${run.run} lacks the request, the result of T1`);
  });

  test("without the changed files, it names them; with them brought back it goes on", async () => {
    const { root, run } = await implemented();
    const project = clone(root);
    cpSync(join(root, ".task"), project.task, { recursive: true });
    expect(missingHere(project, readRun(project)!)).toMatch(/the repository does not have \w{12}/);
    git(project.root, "fetch", "-q", "origin", "refs/multi-ai/*:refs/multi-ai/*");
    expect(missingHere(project, readRun(project)!)).toMatch(
      /The changes of T6 of run \S+ are not in this project: "src\//,
    );
    const back = rollBack(project, run, null, { undo: false, yes: true, from: nowRef(run.run) });
    expect(back).toMatchObject({ refused: null, done: true });
    expect(missingHere(project, readRun(project)!)).toBeNull();
    expect(filesIn(project.root)).toEqual(filesIn(root));
  });

  test("a later change by hand is no lack", async () => {
    const { root, project } = await implemented();
    writeFileSync(join(root, "src/mine.ts"), "export {};\n");
    for (const name of readdirSync(join(root, "src")))
      writeFileSync(
        join(root, "src", name),
        `${readFileSync(join(root, "src", name), "utf8")}// mine\n`,
      );
    expect(missingHere(project, readRun(project)!)).toBeNull();
  });

  test("each accepted change has its commit in the journal, one behind the other on the ref", async () => {
    const { root, run } = await implemented();
    const accepted = journal(root)
      .split("\n")
      .filter((line) => line.includes('"kept":'));
    expect(accepted).toHaveLength(1);
    const { kept } = JSON.parse(accepted[0]!) as { kept: string };
    expect(git(root, "rev-parse", nowRef(run.run))).toBe(kept);
    rmSync(join(root, ".task/state.json"));
    expect(change(findProject(root), () => []).run?.kept?.commit).toBe(kept);
    expect(existsSync(join(root, ".git/logs/refs/multi-ai"))).toBe(false);
  });
});
