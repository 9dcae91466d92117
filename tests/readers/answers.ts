// Recorded answers of real readers: the artifact, the files that its writer changed, and the score that it got.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import type { Task } from "../../src/engine/run.ts";
import { artifactPath } from "../../src/record/accepted.ts";
import { makeStamp } from "../../src/workflows/stamp.ts";
import { writeFiles } from "../harness/project.ts";
import { type Case, filesOf, loadCase } from "./case.ts";
import { changedSince } from "./changes.ts";
import { prepare, taskUnderWork } from "./drive.ts";
import { type Score, score } from "./scoring.ts";
import { putStart, startText } from "./stand-in.ts";

/** Numbers of the answers that are recorded in a case's folder. */
export const recorded = (one: Case, store = one.folder): number[] =>
  readdirSync(store)
    .flatMap((name) => /^score-(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

/** Stores what stands in a prepared folder as an answer of its case, with its score. @returns the answer's number */
export async function record(name: string, folder: string, number?: number, into?: string): Promise<number> {
  const one = loadCase(name);
  const store = into ?? one.folder;
  const { project, task } = taskUnderWork(folder);
  const n = number ?? (recorded(one, store).at(-1) ?? 0) + 1;
  // A reader may name the folder that it worked in; a recorded answer names none of a machine.
  const clean = (text: string): string => text.replaceAll(project.root, "/project").replaceAll(folder, "/project");
  const text = one.prints ? startText(project.root) : artifactText(artifactPath(project, task));
  writeFileSync(answerFile(store, n, task), clean(text));
  const changed = join(store, `answer-${n}`);
  rmSync(changed, { recursive: true, force: true });
  for (const file of changedSince(project.root)) {
    if (file === task.writes || !existsSync(join(project.root, file))) continue;
    mkdirSync(dirname(join(changed, file)), { recursive: true });
    writeFileSync(join(changed, `${file}.txt`), clean(readFileSync(join(project.root, file), "utf8")));
  }
  // Scored as it is recorded: a line that named the folder may have another length now.
  const scratch = mkdtempSync(join(tmpdir(), "multi-ai-reader-"));
  try {
    const result = await replay(name, n, join(scratch, "project"), store);
    writeFileSync(join(store, `score-${n}.json`), `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return n;
}

/** Where an answer's artifact is kept, in its own form. */
const answerFile = (store: string, number: number, { writes }: Pick<Task, "writes">): string =>
  join(store, `answer-${number}${extname(writes)}`);
/** The same of an answer that is there. */
export const answerPath = (store: string, number: number): string =>
  join(
    store,
    readdirSync(store).find((name) => name === `answer-${number}.json` || name === `answer-${number}.md`) ?? "",
  );

function artifactText(path: string): string {
  if (!existsSync(path)) throw new Error(`${path} is not there: the reader wrote nothing to record`);
  return readFileSync(path, "utf8");
}

/** Scores a recorded answer anew, in a new folder. */
export async function replay(name: string, number: number, folder: string, from?: string): Promise<Score> {
  const one = loadCase(name);
  const store = from ?? one.folder;
  const { project, task, nonce } = await prepare(name, folder);
  writeFiles(project.root, filesOf(join(store, `answer-${number}`)));
  const answer = restamped(readFileSync(answerPath(store, number), "utf8"), task.id, nonce);
  if (one.prints) putStart(project.root, answer);
  else writeFiles(project.root, { [task.writes]: answer });
  return score(name, project.root);
}

/** The same answer where the chain has another place for its task today; else byte for byte what was recorded. */
export function restamped(answer: string, task: string, nonce: string): string {
  const [, was] = /(?:"task"\s*:\s*"|^<!-- task: |"--task",\s*")(T\d+)\b/.exec(answer) ?? [];
  if (was === undefined || was === task) return answer;
  return answer
    .replace(/("task"\s*:\s*)"T\d+"/, `$1"${task}"`)
    .replace(/("nonce"\s*:\s*)"[0-9a-f]+"/, `$1"${nonce}"`)
    .replace(/^<!-- task: T\d+ nonce: [0-9a-f]+ -->/, makeStamp({ task, nonce }))
    .replaceAll(/("--task",\s*)"T\d+"(,\s*"--nonce",\s*)"[0-9a-f]+"/g, `$1"${task}"$2"${nonce}"`);
}
