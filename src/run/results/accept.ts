import type { ArtifactFacts } from "../../engine/commands.ts";
import type { Run, Task } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { TreeUnreadable } from "../../project/snapshots/trees.ts";
import { type ArtifactResult, artifactPath } from "../../record/accepted.ts";
import { contentHash, numbered } from "../../record/changes/agent-writes.ts";
import { writeOwn } from "../../record/changes/own-files.ts";
import { parseJson, readArtifact } from "../../store/files/small-file.ts";
import { sha256 } from "../../store/journal.ts";
import { putObject } from "../../store/objects.ts";
import type { ArtifactKind, Document } from "../../workflows/contract/contract.ts";
import { problemsOf, textProblems } from "../../workflows/contract/fields.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { revertUnexpected, unexpectedNotice } from "../audit/unexpected-files.ts";
import { change } from "../journal/change.ts";

/**
 * Reads, parses and checks the artifact that a task's agent has written. `nonceHash`: hash of the
 * dispatch's nonce, by which an artifact of another task, run or dispatch is refused. `subject`:
 * the task's present subject.
 */
export async function readTaskArtifact(
  project: Project,
  run: Run,
  task: Task,
  nonceHash: string,
  subject: string | null,
): Promise<ArtifactResult> {
  const file = readArtifact(artifactPath(project, task));
  if (!file.ok)
    return { ok: false, problems: [`${task.writes}: ${file.problem}`], sha: null, bytes: null };
  const problem = foreignProblem(task, file.bytes);
  if (problem !== null) return refusalOf(task, file.bytes, [problem]);
  return checkArtifact(project, run, task, nonceHash, subject, file.bytes);
}

const refusalOf = ({ writes }: Task, bytes: Uint8Array, problems: string[]): ArtifactResult => {
  return {
    ok: false,
    problems: problems.map((problem) => `${writes}: ${problem}`),
    sha: sha256(bytes),
    bytes,
  };
};
/** What is wrong with bytes that the task's agent did not write itself; null: it did. */
function foreignProblem({ dispatch }: Task, bytes: Uint8Array): string | null {
  if (dispatch?.wrote === undefined)
    return "you have not written it with the Write tool: what lies there is older, or a command wrote it; read it, then write it with Write";
  return dispatch.wrote === contentHash(bytes)
    ? null
    : "a command or another process changed it after you wrote it; read it, then write it whole with Write";
}

/** As `readTaskArtifact`, for bytes that are in memory, such as an external reviewer's answer. */
export async function checkArtifact(
  project: Project,
  run: Run,
  task: Task,
  nonceHash: string,
  subject: string | null,
  written: Uint8Array,
): Promise<ArtifactResult> {
  const scene = sceneOf(project, run);
  const kind = await moduleOf(run.workflow).artifacts[task.schema]!();
  const bytes = kind.firstFinding ? numbered(written, kind.firstFinding(scene, task)) : written;
  const sha = sha256(bytes);
  const refuse = (problems: string[]): ArtifactResult => refusalOf(task, bytes, problems);
  const parsed = parseArtifact(kind, bytes, task.id);
  if (!parsed.ok) return refuse(parsed.problems);
  if (sha256(parsed.nonce) !== nonceHash)
    return refuse(["nonce: it is not the one of your brief; copy it from the header"]);
  try {
    const checked = kind.check(parsed.value, scene, task, subject);
    const strays = revertUnexpected(scene, task, subject);
    // First what is not the task's: the end of a long list is not shown.
    const all = [...strays.problems, ...checked.problems];
    if (all.length > 0) return refuse(all);
    const settle = async () => {
      // Few artifacts have anything to run (20 ms).
      const { aroundCommands } = await import("../audit/folder.ts");
      const of = { task: task.id, call: nonceHash };
      return aroundCommands(project, of, () =>
        kind.settle!(parsed.value, scene, task, subject!, checked),
      );
    };
    const settled = kind.settle && subject !== null ? await settle() : null;
    const { problems, if_denied, tests, ...facts } = settled ?? { ...checked, tests: [] };
    const findingNotices = tests.flatMap(({ finding, back }) =>
      back ? unexpectedNotice(task, back, `The test of ${finding}`) : [],
    );
    const plain = tests.map(({ back: _, ...one }) => one);
    if (tests.length > 0)
      change(project, () => [
        ...findingNotices,
        { do: "finding_tests", task: task.id, nonce: nonceHash, tests: plain },
      ]);
    if (problems.length > 0) return refuse(problems);
    const written = kind.written?.(parsed.value, scene, task) ?? [];
    const stored = written.map(({ path, text }) => ({ path, sha: putObject(project.task, text) }));
    const artifact: ArtifactFacts = {
      sha,
      ...facts,
      ...(stored.length > 0 ? { documents: stored } : {}),
    };
    return {
      ok: true,
      artifact,
      bytes,
      written,
      strays: strays.asked,
      ...(if_denied === undefined ? {} : { if_denied }),
    };
  } catch (error) {
    // Without the tree nothing can be approved: the next dispatch takes it anew.
    if (!(error instanceof TreeUnreadable)) throw error;
    return refuse([
      `what it is about cannot be read back (${error.message}); end, and the task comes again`,
    ]);
  }
}

type Parsed = { ok: true; nonce: string; value: unknown } | { ok: false; problems: string[] };

/** The value of a task's artifact, by its schema, with the nonce that it names. */
export function parseArtifact(
  kind: Pick<ArtifactKind, "schema">,
  bytes: Uint8Array,
  task: string,
): Parsed {
  const wrong = (...problems: string[]): Parsed => ({ ok: false, problems });
  const of = (found: string, nonce: string, value: unknown): Parsed =>
    found === task
      ? { ok: true, nonce, value }
      : wrong(`task: found "${found}", expected "${task}"`);
  const json = parseJson(bytes);
  if (!json.ok) return wrong(json.problem);
  const noText = textProblems(json.value).slice(0, 12);
  if (noText.length > 0) return wrong(...noText);
  const parsed = kind.schema.safeParse(json.value);
  if (!parsed.success) return wrong(...problemsOf(json.value, parsed.error.issues));
  const { task: found, nonce } = parsed.data as { task?: unknown; nonce?: unknown };
  if (typeof found !== "string")
    return wrong("task: found nothing, expected the task's id as in your brief");
  if (typeof nonce !== "string")
    return wrong("nonce: found nothing, expected the one of your brief");
  return of(found, nonce, parsed.data);
}

/** Writes what an accepted artifact says for people. @throws UnsafeFile for a folder that is a link */
export function writeDocuments(project: Project, run: Run, documents: readonly Document[]): void {
  for (const { path, text } of documents) writeOwn(project, run, path, text);
}
