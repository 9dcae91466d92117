// bun tests/readers/council.ts <case> <track> <folder> [--record]
// Without --record: plays the track in a new folder and leaves one folder for each reader that has to answer now
// (<folder>/<task>/agent.md and brief.md; the brief names what to read and write in <folder>/project).
// With --record: takes what the readers of such a folder wrote, keeps it as fixtures, and prints what all answers are worth.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readRun } from "../../src/run/run.ts";
import { councilCaseNames, loadCouncilCase, TRACKS, type Track } from "./council-case.ts";
import { nextTry, playCouncil, storeOf } from "./council-drive.ts";
import { COUNCIL_TABLE_HEAD, councilRow, scoreCouncil } from "./council-scoring.ts";
import { projectAt } from "./drive.ts";

const [name = "", track = "", folder = "", flag] = process.argv.slice(2);
if (
  !councilCaseNames().includes(name) ||
  !TRACKS.includes(track as Track) ||
  folder === "" ||
  !["--record", undefined].includes(flag)
) {
  console.error("usage: bun tests/readers/council.ts <case> <track> <folder> [--record]");
  console.error(`cases: ${councilCaseNames().join(", ")}\ntracks: ${TRACKS.join(", ")}`);
  process.exit(2);
}
const one = loadCouncilCase(name);
const store = storeOf(one, track as Track);

/** Keeps what stands in a folder that readers worked in; a recorded answer names no folder of a machine. */
function record(): number {
  const project = projectAt(join(folder, "project"));
  const written = readRun(project)!.tasks.filter(
    (task) => task.status === "running" && existsSync(join(project.root, task.writes)),
  );
  for (const task of written) {
    const path = nextTry(store, task);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, readFileSync(join(project.root, task.writes), "utf8").replaceAll(project.root, "/project"));
    rmSync(join(project.root, task.writes));
  }
  return written.length;
}

const scratch = mkdtempSync(join(tmpdir(), "multi-ai-reader-"));
try {
  if (flag) console.log(`recorded: ${record()}`);
  const played = await playCouncil(name, track as Track, flag ? join(scratch, "track") : folder);
  const score = scoreCouncil(played, track as Track);
  if (flag) writeFileSync(join(one.folder, `score-${track}.json`), `${JSON.stringify(score, null, 2)}\n`);
  console.log(
    JSON.stringify(
      score.answers.filter(({ tries, missed, unsaid }) => tries !== 1 || missed.length + unsaid.length > 0),
      null,
      2,
    ),
  );
  console.log(`${COUNCIL_TABLE_HEAD}\n${councilRow(score)}`);
  for (const { name: task, folder: reader } of played.open)
    console.log(flag ? `to answer: ${task}` : `to answer: ${reader}`);
  for (const { kind } of played.run.questions) console.log(`the run asks: ${kind}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
