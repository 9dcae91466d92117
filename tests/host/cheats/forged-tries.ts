// Answers and ends of checks that are put into the journal and into its copy, and a note that is removed: for the plugin with
// the look at what the host has written and without.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { hashOfWords, promptsIn } from "../../../src/host/said.ts";
import { findProject } from "../../../src/project/project.ts";
import { readRun } from "../../../src/run/run.ts";
import { codexObjection, codexReviewer } from "../../harness/codex-reviewer.ts";
import type { CodexScript, Reply, Turn } from "../../harness/model.ts";
import { obedientMain, type Worker } from "../../harness/team.ts";
import { GOODBYE_TEST } from "../../harness/workers.ts";
import { sloppy } from "../red-tests.ts";
import { left, ofType } from "../scenario.ts";
import { approve, forge, forging } from "./forged-journal.ts";
import { workerOf } from "./meanwhile-tries.ts";

/** The prompt by which the person has begun the session, by the host's own transcript of it. */
function firstPrompt(home: string, session: string): { id: string; text: string } {
  const [path] = new Bun.Glob(`*/${session}.jsonl`).scanSync(join(home, ".claude/projects"));
  return promptsIn(readFileSync(join(home, ".claude/projects", path!)))[0]!;
}

/** How each of these answers is told to have been typed: by a prompt that the person has typed for something else. */
const TYPED = {
  "answer by another prompt": ({ id }: { id: string; text: string }) => ({
    via: "prompt" as const,
    prompt: id,
    said: hashOfWords("A"),
  }),
  "answer by its words": ({ id, text }: { id: string; text: string }) => ({
    via: "command" as const,
    prompt: id,
    said: hashOfWords(text),
  }),
  "answer without words": () => ({ via: "prompt" as const }),
};
export const ANSWERS = Object.keys(TYPED) as (keyof typeof TYPED)[];

/** The option that leads on, of those that want no words of the person's own. */
export const plainOption = (options: string[]): string =>
  ["approve", "without", "accept", "continue"].find((one) => options.includes(one)) ?? options[0]!;

/** A main thread in whose session each question of the run is answered by a program before the person has read it. */
export function answering(root: string, home: string, how: keyof typeof TYPED) {
  return (turn: Turn): Reply => {
    const project = findProject(root);
    const run = readRun(project);
    const open = run?.questions[0];
    if (run && open && open.kind !== "noticed") {
      const { session } = run.owner!;
      const typed = TYPED[how](firstPrompt(home, session));
      const option = plainOption(open.options);
      forge(project, () => ({ do: "answer", question: open.id, option, text: null, session, named: true, ...typed }));
    }
    return obedientMain(turn);
  };
}

/** Codex objects; its process is killed, or stopped for a while, and the journal has an approval of it. */
export function endingCodex(root: string, task: "T5" | "T9", how: "SIGKILL" | "SIGSTOP"): CodexScript {
  let isDone = false;
  return codexReviewer((asked) => {
    if (isDone || asked.kind !== (task === "T5" ? "plan" : "code")) return undefined;
    isDone = true;
    const pid = workerOf(root, task);
    process.kill(pid, how);
    approve(findProject(root), task);
    if (how === "SIGSTOP") setTimeout(() => process.kill(pid, "SIGCONT"), 3_000);
    return codexObjection(asked);
  });
}

/** Tests that take a while, and that are red. What reviewers quote of them stays as it is. */
const SLOW_TEST = `${GOODBYE_TEST}\nawait Bun.sleep(4_000);\n`;

/** The implementation is broken; while the program runs the tests it is killed, and they have passed by the journal. */
export function endingTests(root: string): { worker: Worker; stop: () => void } {
  const timer = setInterval(() => {
    const { events } = left(root);
    const after = ofType(events, "check_started").find((one) => isOfTests(root, one.task));
    if (after === undefined) return;
    clearInterval(timer);
    process.kill(after.pid, "SIGKILL");
    approve(findProject(root), after.task, "pass");
  }, 100);
  const good = sloppy(() => undefined, ["bun test"]);
  const worker: Worker = (brief) => {
    const work = good(brief);
    return work.edits === undefined ? work : { ...work, edits: { ...work.edits, "tests/goodbye.test.ts": SLOW_TEST } };
  };
  return { worker, stop: () => clearInterval(timer) };
}

const isOfTests = (root: string, task: string): boolean =>
  taskOf(readRun(findProject(root))!, task)?.who.program === "tests";

/** Reviews that never took place, and nobody knows any more whose transcript would tell. */
export function withoutNote(root: string, home: string): Worker {
  const worker = forging(root, false);
  return (brief, turn) => {
    const reply = worker(brief, turn);
    if (brief.task === "T7")
      for (const path of new Bun.Glob("plugins/data/*/outside/taken").scanSync({
        cwd: join(home, ".claude"),
        onlyFiles: false,
      }))
        rmSync(join(home, ".claude", path), { recursive: true, force: true });
    return reply;
  };
}
