import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import type { Edit } from "../../engine/events.ts";
import { ownGate } from "../../engine/gates.ts";
import type { Run, Task } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { acceptedFiles, isRead, isWritten, objectText, writerOf } from "../../record/accepted.ts";
import { MAX_FACT_LINES } from "../../render/questions.ts";
import { readCache } from "../../store/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { getObject, putObject } from "../../store/objects.ts";
import { parseJson } from "../../store/small-file.ts";
import { readStamp } from "../../workflows/contract/stamp.ts";
import { moduleOf, workflowOf } from "../../workflows/index.ts";
import { writeCurrentOutputs } from "../life/run.ts";
import { isByProgram } from "../publish/outputs.ts";
import { checkArtifact } from "./accept.ts";
import { editLines } from "./edit-lines.ts";

/** Files of a run that a person has changed by hand since they were accepted. */

/** Larger ones are no artifact, and no object. */
const MAX_BYTES = 1_000_000;
/** What an artifact may say in a line of the journal. */
const MAX_FACTS = 10_000;

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What a file says, whatever its white space: a formatter of the project changes nothing. */
function meaning(bytes: Uint8Array): string {
  const json = parseJson(bytes);
  return json.ok ? JSON.stringify(json.value) : textOf(bytes).replaceAll(/\s+/g, " ").trim();
}

/** What a text for people says, as far as its form may be left to a formatter: blank lines, and blanks within lines. */
export const linesIn = (bytes: Uint8Array): string =>
  textOf(bytes)
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter(Boolean)
    .join("\n");

/** Whether an agent that came to nothing may have left the file like this, since it was accepted from `owner`. */
export const byAgent = (run: Run, path: string, owner: Task): boolean =>
  run.tasks.some(
    (task) =>
      task.dispatches > 0 &&
      task.outcome === null &&
      (task.started_at ?? "") >= (owner.ended_at ?? owner.started_at ?? "") &&
      isWritten(task, path),
  );

/** The task and the nonce of the dispatch that an accepted artifact came from. */
function stampIn(bytes: Uint8Array): { task: string; nonce: string } {
  const json = parseJson(bytes);
  const stamp = json.ok ? (json.value as { task?: unknown; nonce?: unknown } | null) : readStamp(textOf(bytes));
  return { task: String(stamp?.task ?? ""), nonce: String(stamp?.nonce ?? "") };
}

/** What the changed file says, by the same form and checks as when an agent hands it in. */
async function checked(
  project: Project,
  run: Run,
  owner: Task,
  path: string,
  bytes: Uint8Array,
): Promise<Pick<Edit, "artifact" | "problems">> {
  const gate = ownGate(workflowOf(run.workflow), run, owner);
  // A verdict is a reviewer's own, and work on the project is more than its report: these are put back.
  if (gate?.gate !== "produce" || owner.edits !== null || owner.artifact === null) return { problems: [] };
  const before = getObject(project.task, owner.artifact);
  if (before === null) return { problems: [] };
  const now = path === owner.writes ? bytes : before;
  const stamp = stampIn(before);
  const result = await checkArtifact(project, run, owner, sha256(stamp.nonce), null, now, stamp.task);
  if (!result.ok) return { problems: result.problems };
  const { findings: _findings, prior: _prior, ...artifact } = result.artifact;
  return JSON.stringify(artifact).length > MAX_FACTS
    ? { problems: [`${path}: it says too much for one step`] }
    : { problems: [], artifact };
}

/** A text for people that stands for an accepted artifact. */
interface Text {
  path: string;
  /** The text as it follows from the artifact. */
  was: string;
  /** The artifact's file, and what was accepted of it. */
  of: string;
  artifact: string;
  owner: Task;
}

/** The texts by which a person may change what was accepted, as they have to stand. */
export function textsOf(project: Project, run: Run): Text[] {
  return Object.entries(moduleOf(run.workflow).texts?.() ?? {}).flatMap(([path, { of, text }]) => {
    const owner = writerOf(run, of);
    const artifact = objectText(project, owner?.artifact ?? null);
    return artifact === null ? [] : attempt(() => [{ path, of, artifact, owner: owner!, was: text(artifact) }], []);
  });
}

/** What a task reads or writes of them. */
const textsFor = (project: Project, run: Run, task: Task): Text[] =>
  textsOf(project, run).filter(({ of }) => isRead(task, of) || task.writes === of);

/** Why a change of so many lines cannot be put to the person whole; none: it can. */
const tooLong = (path: string, lines: number): string[] =>
  lines <= MAX_FACT_LINES
    ? []
    : [
        `${path}: this changes ${lines} lines, and a question shows ${MAX_FACT_LINES} whole; take some back, look again, and make them in a second step`,
      ];

/** What an edited text says, as an edit of the artifact that it stands for; null: nothing else than that. */
async function textEdit(project: Project, run: Run, text: Text): Promise<Edit | null> {
  const { path, was, artifact, of, owner } = text;
  const bytes = readCache(join(project.root, path));
  if (bytes === null || bytes.equals(Buffer.from(was))) return null;
  const task = owner.id;
  if (bytes.length > MAX_BYTES) {
    const problems = [`${path}: found ${bytes.length} bytes, expected at most ${MAX_BYTES}`];
    return { task, path, sha: sha256(bytes), problems };
  }
  const wrong = (problems: string[]): Edit => ({ task, path, sha: putObject(project.task, bytes), problems });
  // Letters of another encoding would come in as others than those that were typed.
  if (!isUtf8(bytes)) return wrong([`${path}: it is not valid UTF-8, expected a text saved as UTF-8`]);
  const readBack = await moduleOf(run.workflow).readBack!();
  const read = readBack(path, textOf(bytes), artifact);
  // What a formatter wrapped so that it cannot be read says nothing else.
  if (!read.ok) return meaning(bytes) === meaning(Buffer.from(was)) ? null : wrong(read.problems);
  if (read.artifact === artifact) return null;
  const sha = putObject(project.task, read.artifact);
  const { length } = editLines(project, run, { task, path, sha, problems: [] });
  // What cannot be shown is not taken in.
  if (length === 0) return null;
  const about = await checked(project, run, owner, of, Buffer.from(read.artifact));
  const problems = [...about.problems.map((one) => one.replace(of, path)), ...tooLong(path, length)];
  return problems.length > 0 ? wrong(problems) : { task, path, sha, ...about };
}

/** Whether a file is as it was before the person took in an edit of the text that stands for it. */
const isBeforeText = (run: Run, { path, sha, was }: { path: string; sha: string; was: string }): boolean =>
  run.edits.some((one) => one.sha === was && one.path !== path) &&
  run.tasks.some((one) => one.void && one.writes === path && one.artifact === sha);

const isPutBack = (run: Run, { path, sha }: Pick<Edit, "path" | "sha">): boolean =>
  run.edits.some((one) => one.path === path && one.sha === sha && one.put_back);

/** The first text of what a task reads, or writes anew, that somebody has changed by hand and the person has not decided on. */
async function textEdits(project: Project, run: Run, task: Task): Promise<Edit[]> {
  for (const text of textsFor(project, run, task)) {
    const edit = await textEdit(project, run, text);
    if (edit !== null && !isPutBack(run, edit)) return [edit];
  }
  return [];
}

/** Writes the texts of what a task reads as they have to stand, once nothing in them is to be asked about. */
export function restoreTexts(project: Project, run: Run, task: Task): void {
  const paths = textsFor(project, run, task).map(({ path }) => path);
  if (paths.length > 0) writeCurrentOutputs(project, run, paths);
}

/**
 * Files that a task reads and that somebody has changed by hand since they were accepted, kept as objects: those that are
 * put back at once, and at most one that the person is asked about.
 */
export async function editsFor(project: Project, run: Run, task: Task): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (const [path, { sha: was, task: owner }] of acceptedFiles(run)) {
    if (!isRead(task, path) || byAgent(run, path, owner) || isByProgram(project, run, path)) continue;
    const bytes = readCache(join(project.root, path));
    if (bytes === null || bytes.length > MAX_BYTES) continue;
    const sha = sha256(bytes);
    if (sha === was || isPutBack(run, { path, sha }) || isBeforeText(run, { path, sha, was })) continue;
    const before = getObject(project.task, was);
    if (before === null || meaning(before) === meaning(bytes)) continue;
    const about = await checked(project, run, owner, path, bytes);
    putObject(project.task, bytes);
    const isAsked = about.artifact !== undefined || about.problems.length > 0;
    edits.push({ task: owner.id, path, sha, ...about });
    if (isAsked) return edits;
  }
  return [...edits, ...(await textEdits(project, run, task))];
}
