import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import type { Run, Task } from "../../engine/run.ts";
import { linkless } from "../../process/files/path.ts";
import { filesIn } from "../../project/project.ts";
import { denyList, OMITTED } from "../../project/secrets/deny-list.ts";
import type { Mask } from "../../project/secrets/mask.ts";
import { projectMask } from "../../project/secrets/mask-text.ts";
import { changedFiles, displayPath } from "../../project/trees/changes.ts";
import { acceptedFiles, baseOf } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { isTree } from "../../record/subject.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { readArtifact } from "../../store/files/small-file.ts";
import { sha256 } from "../../store/journal.ts";
import { fence, given } from "../../text.ts";
import type { Brief, BriefPart, Use } from "../../workflows/contract/contract.ts";
import { moduleOf } from "../../workflows/index.ts";

/**
 * Files that stand in a brief, or in the prompt of an external model: who gets one has nothing of
 * it to read.
 */

/**
 * Every line of a brief with its nonce. They are left out of the stored copy, which all agents can
 * read: an agent proves by the nonce that it got the brief.
 */
export const NONCE_LINE = /^(?:nonce: [0-9a-f]+\n(?:command: .*\n)?| {2}"nonce": "[0-9a-f]+",\n)/gm;

/**
 * A nonce in JSON, wherever an agent or the program has put it: last in its object, before other
 * fields, or alone.
 */
const NONCE_FIELD =
  /,\s*"nonce"\s*:\s*"[0-9a-f]{32}"(?=\s*\})|"nonce"\s*:\s*"[0-9a-f]{32}"(?:\s*,\s*)?/g;

/** A text without the nonces of briefs and of artifacts that stand in it. */
export const withoutNonces = (text: string): string =>
  text.replace(NONCE_LINE, "").replace(NONCE_FIELD, "");

/**
 * Files that a task reads, by their names in the project; a folder with many files stands for
 * itself.
 */
export const namesOfReads = (
  root: string,
  run: Run,
  task: Task,
  needs: (path: string) => boolean = () => true,
): string[] =>
  readsOf(root, run, task)
    .filter(needs)
    .flatMap((path) => filesBelow(root, path));

/** The files of a brief, by how its agent gets them. */
type BriefFiles = Record<Exclude<Use, "none">, string[]> & {
  /** Of the project, to be shown as well. */
  project: string[];
};

export function filesOfBrief<F>(
  root: string,
  run: Run,
  task: Task,
  brief: Brief<F>,
  facts: F,
): BriefFiles {
  const used = (use: Use) =>
    namesOfReads(root, run, task, (path) => (brief.use?.(path, facts) ?? "shown") === use);
  return {
    shown: used("shown"),
    opened: used("opened"),
    there: used("there"),
    project: brief.shows?.(facts) ?? [],
  };
}

/** What a task reads: what a task of this run writes, and of what outlives runs what is there. */
function readsOf(root: string, run: Run, task: Task): string[] {
  const { lasting = [] } = moduleOf(run.workflow);
  return task.reads.filter(
    (path) =>
      ((path.endsWith("/") || lasting.includes(path)) && existsSync(join(root, path))) ||
      run.tasks.some(
        (task) =>
          !task.void &&
          task.status !== "skipped" &&
          (task.writes === path ||
            task.documents.includes(path) ||
            task.handed.some((document) => document.path === path)),
      ),
  );
}

/** Not every agent can list a folder: up to so many files of one are named. */
const MAX_NAMED = 30;

/** The files of a folder, where it has a few; else the path itself. */
function filesBelow(root: string, path: string): string[] {
  // A name with a line break could say anything in a brief's header.
  const names = path.endsWith("/")
    ? filesIn(join(root, path)).filter((name) => !/[\r\n]/.test(name))
    : [];
  return names.length === 0 || names.length > MAX_NAMED
    ? [path]
    : names.map((name) => `${path}${name}`);
}

/** What a text names in place of a long one, such as a large diff. */
const objectsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/^Read \S*(\.task\/objects\/[0-9a-f]{64})$/gm)].map(([, path]) => path!),
  ),
];

/** Names of files that an artifact quotes. */
function quotesOf(path: string): string[] {
  const file = readArtifact(path);
  return file.ok
    ? [...file.bytes.toString().matchAll(/"file": *"([^"]+)"/g)].map(([, name]) => name!)
    : [];
}

/** A file that may be shown. `read`: null where it is no file, or its content is not kept. */
interface Source {
  path: string;
  size: number;
  isSecret: boolean;
  read(): Uint8Array | null;
}

/**
 * Whether a path that an agent wrote is a file of the project, behind no link that leads out of it.
 */
function isOfProject(root: string, path: string): boolean {
  const isPlain = path.split("/").every((part) => !["", ".", "..", ".task", ".git"].includes(part));
  const real = isPlain ? linkless(join(root, path)) : null;
  return real?.startsWith(`${linkless(root)}/`) === true && lstatSync(real).isFile();
}

/**
 * What a task is shown: files that it reads, long texts that `told` names, files of the project,
 * and files that the run has changed.
 */
export function sourcesOf(
  { project, run }: Scene,
  files: BriefFiles,
  briefText: string,
  subject: string | null,
) {
  const { root } = project;
  const isHidden = denyList(run.settings.secrets);
  const onDisk = (path: string): Source => ({
    path,
    size: statAt(join(root, path))?.size ?? 0,
    // What the run itself has written is what the review is about, unless it quotes a hidden file.
    isSecret: path.startsWith(".task/")
      ? quotesOf(join(root, path)).some(isHidden)
      : isHidden(path),
    read: () => {
      const file = readArtifact(join(root, path));
      return file.ok ? file.bytes : null;
    },
  });
  const base = baseOf(run);
  const changed = base === null || !isTree(subject) ? [] : changedFiles(project, base, subject);
  return {
    reads: files.shown.map(onDisk),
    texts: objectsIn(briefText).map(onDisk),
    named: files.project.filter((path) => isOfProject(root, path)).map(onDisk),
    changed: changed.map(({ path }) => ({ path, isSecret: isHidden(path) })),
  };
}

interface Limits {
  /** Bytes of all. */
  most: number;
  /** Bytes at which one is cut; left out: one that does not fit is not shown. */
  cutAt?: number;
  /**
   * A file in which it finds something is not shown: what is quoted of a text has to stand there.
   */
  mask?: Mask;
  /** Takes out of a text what its reader may not know. */
  clear?: (text: string) => string;
}

/**
 * Files as text, each in a fence that it cannot close; of those that are not shown name, size and
 * why.
 */
export function filesText(
  files: readonly Source[],
  { most, cutAt, mask = (text) => text, clear = (text) => text }: Limits,
) {
  let room = most;
  const [shown, unshown]: string[][] = [[], []];
  for (const { path, size, isSecret, read } of files) {
    const part = cutAt === undefined ? size : Math.min(size, cutAt, room);
    const fits = part <= room && (part > 0 || size === 0);
    const bytes = isSecret || !fits ? null : read();
    // What is taken out of it later could close its fence.
    const text =
      bytes && clear(new TextDecoder().decode(bytes.subarray(0, part)).replace(/\uFFFD$/, ""));
    const whyNot = isSecret
      ? OMITTED
      : !fits
        ? "too long to include here"
        : text === null
          ? "not a file"
          : notShown(text, mask);
    if (text === null || whyNot !== null)
      unshown!.push(`- ${displayPath(path)} (${size} bytes): ${whyNot}`);
    else {
      room -= part;
      const cut = size > part ? `, the first ${part} of ${size} bytes` : "";
      shown!.push(`${displayPath(path)}${cut}:\n${fence(text)}`);
    }
  }
  return { shown: shown!, unshown: unshown! };
}

const notShown = (text: string, mask: Mask): string | null =>
  /[\0\uFFFD]/.test(text) ? "not text" : mask(text) === text ? null : "it holds a secret value";

/** Bytes of files that one brief carries. */
const MAX_CARRIED = 30_000;

/** Whether a text shows a file whole. */
export const shows = (text: string, path: string): boolean =>
  text.includes(`\n${displayPath(path)}:\n\`\`\``);

/**
 * What a task's agent wrote last, as it was accepted and as it lies there: its brief shows it, and
 * it is set aside, since the host lets nobody write over a file unread. Null without one; what may
 * be edited in place stays.
 */
export function ownFile(
  { project, run }: Pick<Scene, "project" | "run">,
  task: Task,
): string | null {
  const own = /^\.task\/.*\.json$/.test(task.writes)
    ? acceptedFiles(run).get(task.writes)
    : undefined;
  const file = own && readArtifact(join(project.root, task.writes));
  return file?.ok && sha256(file.bytes) === own?.sha ? task.writes : null;
}

/**
 * The part of a brief with what its agent would have to read: the files of the task, those of the
 * project that it asks for, and what the agent wrote last. `told`: the parts before it.
 */
export function carriedPart(
  scene: Scene,
  task: Task,
  files: BriefFiles,
  briefText: string,
): BriefPart {
  const own = ownFile(scene, task);
  const wanted = own === null ? files : { ...files, shown: [...new Set([...files.shown, own])] };
  const { reads, texts, named } = sourcesOf(scene, wanted, briefText, null);
  const [due, whole] = [
    [...reads, ...texts],
    [...reads, ...texts, ...named],
  ];
  // An agent that has to open one of these files opens the others at the same time.
  const sources = whole.reduce((sum, { size }) => sum + size, 0) <= MAX_CARRIED ? whole : due;
  const { shown, unshown: unfit } = filesText(sources, {
    most: MAX_CARRIED,
    mask: projectMask(scene.project.root),
    clear: withoutNonces,
  });
  const unread =
    sources === whole
      ? []
      : named.map(({ path, size }) => `- ${displayPath(path)} (${size} bytes)`);
  // A text that is too long is named where it belongs.
  const unshown = [...unfit.filter((line) => !line.startsWith("- .task/objects/")), ...unread];
  const there = files.there.filter((one) => one !== own);
  const body = [
    ...given(
      shown.length > 0,
      `As they are now; ${task.edits !== null ? "open one of these again only to change it" : "there is no need to open them"}.`,
      ...shown,
    ),
    ...given(
      own !== null && shows(`\n${shown.join("\n\n")}`, own),
      `${own} is what you wrote there last. The file is set aside: write all of it again.`,
    ),
    ...given(unshown.length > 0, `Not shown here, for you to read:\n${unshown.join("\n")}`),
    ...given(there.length > 0, `There as well, should you need it: ${there.join(", ")}`),
  ];
  return { title: "Files", body: body.join("\n\n") };
}
