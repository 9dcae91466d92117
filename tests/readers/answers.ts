// Recorded answers of real readers: the artifact, the files that an implementer changed, and the score that it got.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { artifactPath } from "../../scripts/adapters/run-facts.ts";
import { writeFiles } from "../harness/project.ts";
import { type Case, filesOf, loadCase } from "./case.ts";
import { changedSince } from "./changes.ts";
import { prepare, taskUnderWork } from "./drive.ts";
import { type Score, score } from "./scoring.ts";

/** Numbers of the answers that are recorded for a case. */
export const recorded = (one: Case): number[] =>
  readdirSync(one.folder)
    .flatMap((name) => /^answer-(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

/** Stores what stands in a prepared folder as an answer of its case, with its score. @returns the answer's number */
export async function record(name: string, folder: string, number?: number): Promise<number> {
  const one = loadCase(name);
  const { project, task } = taskUnderWork(folder);
  const taken = recorded(one);
  const n = number ?? (taken.at(-1) ?? 0) + 1;
  // A reader may name the folder that it worked in; a recorded answer names none of a machine.
  const clean = (text: string): string => text.replaceAll(project.root, "/project").replaceAll(folder, "/project");
  writeFileSync(join(one.folder, `answer-${n}.json`), clean(readFileSync(artifactPath(project, task), "utf8")));
  const changed = join(one.folder, `answer-${n}`);
  rmSync(changed, { recursive: true, force: true });
  for (const path of task.schema === "impl-result" ? changedSince(one, project.root) : []) {
    if (!existsSync(join(project.root, path))) continue;
    mkdirSync(dirname(join(changed, path)), { recursive: true });
    writeFileSync(join(changed, `${path}.txt`), clean(readFileSync(join(project.root, path), "utf8")));
  }
  const result = await score(name, folder);
  writeFileSync(join(one.folder, `score-${n}.json`), clean(`${JSON.stringify(result, null, 2)}\n`));
  return n;
}

/** Scores a recorded answer anew, in a new folder. */
export async function replay(name: string, number: number, folder: string): Promise<Score> {
  const one = loadCase(name);
  const { project, task } = await prepare(name, folder);
  writeFiles(project.root, filesOf(join(one.folder, `answer-${number}`)));
  writeFileSync(artifactPath(project, task), readFileSync(join(one.folder, `answer-${number}.json`)));
  return score(name, folder);
}
