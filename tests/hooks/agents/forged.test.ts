// Guarantee: Only code grants a pass.
// What is handed in through the host: it counts by its brief's nonce, as its agent wrote it, with
// evidence that stands there.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { written } from "../../../src/hooks/calls/writes.ts";
import { hookCall } from "../../../src/hooks/hook-call.ts";
import { narrow } from "../../../src/host/payload.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { endedCommand } from "../../../src/run/results/take-in.ts";
import { apply, dispatchTask, makeRun, ready, SESSION } from "../../cli/made/make-run.ts";
import { cleanup } from "../../harness/project.ts";
import { artifactText, type Brief } from "../../harness/team.ts";
import { codeApproval, STORY } from "../../harness/workers.ts";

afterAll(cleanup);

/**
 * A story at work, written by its agent in the host; what it is told, and what its end comes to.
 */
async function story(change: (text: string) => string = (text) => text) {
  const made = await makeRun({ until: ready("T1") });
  const { project } = made;
  const brief = await dispatchTask(project, made.run, taskOf(made.run, "T1")!);
  apply(project, {
    do: "bind",
    task: "T1",
    call: taskOf(readRun(project)!, "T1")!.dispatch!.call,
    agent: "a1",
  });
  const path = resolve(made.root, brief.writes);
  const content = change(artifactText(brief, { artifact: STORY }));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const payload = narrow({
    hook_event_name: "PostToolUse",
    session_id: SESSION,
    transcript_path: "/nowhere/s.jsonl",
    cwd: made.root,
    agent_id: "a1",
    agent_type: "multi-ai:requirements-gatherer",
    tool_name: "Write",
    tool_use_id: "toolu_write",
    tool_input: { file_path: path, content },
    tool_response: { type: "create", filePath: path, content, originalFile: null },
  });
  const answer = JSON.stringify(await written(hookCall(payload, project, {})));
  const ended = async () => {
    const run = readRun(project)!;
    const command = await endedCommand(project, run, taskOf(run, "T1")!, false, {
      transcript: "",
      agent: null,
    });
    return command.do === "ended" && command.result.ok;
  };
  return { answer, path, content, ended };
}

test("a story with the nonce of its brief counts, as its agent wrote it", async () => {
  const { answer, ended } = await story();
  expect(answer).toContain("T1 is done.");
  expect(await ended()).toBe(true);
});

test("one with the nonce of another dispatch does not", async () => {
  const { answer, ended } = await story((text) => text.replace(/[0-9a-f]{32}/, "cd".repeat(16)));
  expect(answer).toContain("it is not the one of your brief");
  expect(await ended()).toBe(false);
});

test("one that something else has changed since does not", async () => {
  const { path, content, ended } = await story();
  writeFileSync(path, content.replace(STORY.title, "Something else"));
  expect(await ended()).toBe(false);
});

const isReview = ({ writes }: Brief) => writes.endsWith("/code-review-sonnet.json");
const reviewed = (quote: string) =>
  makeRun({
    answers: { story: { option: "approve", text: null } },
    worker: (brief) => {
      if (!isReview(brief)) return undefined;
      const { criteria, ...review } = codeApproval(brief);
      const [first, ...others] = criteria;
      return {
        ...review,
        criteria: [{ ...first, evidence: [{ file: "src/goodbye.ts", line: 1, quote }] }, ...others],
      };
    },
  });

test("an approval whose evidence stands nowhere does not count, and one whose evidence is there does", async () => {
  expect(reviewed("export function neverWritten(name: string): number {")).rejects.toThrow(
    "criteria[0].evidence[0]",
  );
  expect((await reviewed("export function goodbye(name: string): string {")).run.status).toBe(
    "complete",
  );
});
