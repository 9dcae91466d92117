// Recorded answers of real readers to briefs of the team workflow: what they wrote, and the score that it got.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeFiles } from "../harness/project.ts";
import { filesOf } from "./case.ts";
import { loadTeamCase } from "./team-case.ts";
import { prepareTeam } from "./team-drive.ts";
import { BESIDE, scoreTeam, type TeamScore } from "./team-scoring.ts";

/** Numbers of the answers that are recorded in a folder, by default the case's own. */
export const recordedTeam = (name: string, store = loadTeamCase(name).folder): number[] =>
  readdirSync(store)
    .flatMap((entry) => /^score-(\d+)\.json$/.exec(entry)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

/** Stores what a reader wrote in a prepared folder, with its score. @returns the answer's number @throws without an artifact */
export function recordTeam(name: string, folder: string, number?: number, store = loadTeamCase(name).folder): number {
  const one = loadTeamCase(name);
  const root = realpathSync(folder);
  if (!existsSync(join(root, one.writes)))
    throw new Error(`${join(root, one.writes)} is not there: the reader wrote nothing to record`);
  const n = number ?? (recordedTeam(name, store).at(-1) ?? 0) + 1;
  rmSync(join(store, `answer-${n}`), { recursive: true, force: true });
  for (const path of [one.writes, ...(BESIDE[one.kind] ?? [])]) {
    if (!existsSync(join(root, path))) continue;
    const kept = join(store, `answer-${n}`, `${path}.txt`);
    mkdirSync(dirname(kept), { recursive: true });
    // A reader may name the folder that it worked in; a recorded answer names none of a machine.
    const text = readFileSync(join(root, path), "utf8").replaceAll(root, "/project").replaceAll(folder, "/project");
    writeFileSync(kept, text);
  }
  const scratch = mkdtempSync(join(tmpdir(), "multi-ai-reader-"));
  try {
    const result = replayTeam(name, n, join(scratch, "project"), store);
    writeFileSync(join(store, `score-${n}.json`), `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return n;
}

/** Scores a recorded answer anew, in a new folder. */
export function replayTeam(name: string, number: number, folder: string, store = loadTeamCase(name).folder): TeamScore {
  const { root } = prepareTeam(name, folder);
  writeFiles(root, filesOf(join(store, `answer-${number}`)));
  return scoreTeam(name, root);
}
