import { join, relative } from "node:path";
import { startHere } from "../../../plugin.ts";
import { hasGit, placesOf } from "../../../project/git/git.ts";
import { isInside, realPath } from "../../../project/project.ts";
import { denyList } from "../../../project/secrets/deny-list.ts";
import { ifReadable } from "../../../project/snapshots/trees.ts";
import { filesOf } from "../../../project/trees/changes.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/workspace.ts";
import { isProgram } from "../../tests/test-file.ts";
import { archivedRoadmap, CODEBASE, CONFIG, PLANNING, PROJECT } from "../paths.ts";
import { readRoadmapText } from "../planning/documents/roadmap.ts";
import { namesIn, readText } from "../planning/files.ts";
import { type Problem, problemText } from "../planning/model.ts";
import {
  archivedMilestones,
  existing,
  foldersOf,
  nextVersion,
  readOverview,
} from "../planning/read.ts";
import { Stopped } from "../stopped.ts";
import { foreignIn } from "./foreign.ts";

/**
 * What there is before a project begins: a project already, code, git, the document that was named.
 */

/** What else somebody has programmed in, although no task is shown by it. */
const MORE_CODE = /\.(?:pyi|hrl|mli|sh|bash|zsh|ps1|v|sol|tf|ipynb|asm|s|f90|cob|pas|ada|d|cr)$/i;
const isCode = (path: string): boolean => isProgram(path) || MORE_CODE.test(path);

/**
 * The milestone after those of the archive, and the number of its first phase: numbers go on over
 * milestones.
 */
function nextMilestone(root: string, archived: string[]): { version: string; first: number } {
  const numbers = archived.flatMap((version) => {
    const path = archivedRoadmap(version);
    const { roadmap } = readRoadmapText(readText(root, path, []) ?? "", path);
    return roadmap.phases.map(({ number }) => number);
  });
  // Another tool leaves the folders of a milestone that is over where they were.
  const folders = foldersOf(root, []).map(({ number }) => number);
  return {
    version: nextVersion(archived),
    first: Math.max(0, ...[...numbers, ...folders].map((one) => Number.parseInt(one, 10))) + 1,
  };
}

/**
 * What of the files decides whether a project may begin, and what keeps it from that. `secrets`:
 * the person's own patterns.
 */
function given(root: string, named: string | undefined, secrets: readonly string[]) {
  const planning = readOverview(root);
  const archived = archivedMilestones(root);
  const document = named === undefined ? null : readDocument(root, named, secrets);
  // Another tool's description moves aside, whatever it is.
  const read = planning.foreign ? [CONFIG, PLANNING] : [CONFIG, PROJECT, PLANNING];
  const unread = planning.problems.filter(({ file }) => read.includes(file));
  const there = existing(planning, archived.length > 0);
  const problems = [
    ...(there === null ? [] : [there]),
    ...unread.map(problemText),
    ...(document?.ok === false ? [document.problem] : []),
  ];
  return { planning, archived, document, problems };
}

/** Whether a project may begin. @throws Stopped with what keeps it from that */
export function mayBegin(root: string, { document }: Readonly<Record<string, string>>): void {
  const { problems } = given(root, document, []);
  if (problems.length > 0) throw new Stopped(...problems);
}

/** What is there, and what keeps a project from beginning. */
export function lookAround(scene: Scene) {
  const { project, run } = scene;
  const { root } = project;
  const tree = projectTree(scene);
  const { document: named, unsaid } = run.options;
  const {
    planning,
    archived,
    document,
    problems: inFiles,
  } = given(root, named, run.settings.secrets);
  const problems = [
    ...inFiles,
    run.auto && unsaid !== undefined
      ? `--auto: nothing says what the project is, and nobody is asked; give up, then type ${startHere("new-project", "@doc.md", ["--auto"])}, or a description instead`
      : null,
    tree.ok ? null : tree.problem,
  ].filter((one) => one !== null);
  const paths = tree.ok
    ? ifReadable(() => filesOf(project, tree.subject!).map((file) => file.path), [])
    : [];
  const found = {
    /** The document that describes the project, whole; null: none was named. */
    document: document?.ok ? { path: document.path, text: document.text } : null,
    /** How many files of code are there: by them an existing project is known. */
    code: paths.filter(isCode).length,
    git: hasGit() && placesOf(root) !== null,
    /** Maps of it that lie there already. */
    mapped: namesIn(root, CODEBASE, []).map((name) => `${CODEBASE}/${name}`),
    /** Planning of another tool, of which the project is made; null: there is none. */
    foreign: planning.foreign ? foreignIn(root, run.created_at.slice(0, 10)) : null,
    /** There is a description of the project already, of milestones before this one. */
    described: !planning.foreign && planning.project,
    ...nextMilestone(root, archived),
    // Its phases, also those that are done, are numbered anew.
    ...(planning.foreign ? { first: 1 } : {}),
  };
  return { found, problems };
}

export const survey: Check = async (scene, task) => {
  const { found, problems } = lookAround(scene);
  const { git, code, mapped, foreign } = found;
  const facts = { git, code: code > 0 && mapped.length === 0, foreign: foreign !== null };
  return {
    ...result(task, problems.length === 0 ? "pass" : "fail", { facts, problems }),
    record: found,
  };
};

/** A document that describes a project, as the program reads it. */

/** Largest one, in bytes. */
const MAX_BYTES = 256 * 1024;

type Document = { ok: true; path: string; text: string } | { ok: false; problem: string };

/**
 * Reads a document of the project: a regular file of text inside of it, of at most 256 kB, that no
 * deny list names.
 * `secrets`: the person's own patterns. Never throws.
 */
function readDocument(root: string, named: string, secrets: readonly string[]): Document {
  const refused = (problem: string): Document => ({ ok: false, problem: `${named}: ${problem}` });
  const real = realPath(join(root, named));
  const path = relative(realPath(root), real);
  if (!isInside(real, realPath(root)) || path === "")
    return refused("found a path outside of the project, expected a file inside of it");
  if (denyList(secrets)(path))
    return refused("found a file that may hold secrets, expected a document without");
  const problems: Problem[] = [];
  // Without a byte order mark.
  const text = readText(realPath(root), path, problems)?.replace(/^\uFEFF/, "") ?? "";
  if (problems[0]) return refused(problems[0].problem);
  if (text.trim() === "")
    return refused("found nothing, expected a document that says what the project is");
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES)
    return refused(`found ${size} bytes, expected at most ${MAX_BYTES}: name the part that counts`);
  return { ok: true, path, text };
}
