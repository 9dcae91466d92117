import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { here, PLUGIN } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import { denyList } from "../../project/deny-list.ts";
import {
  entriesOf,
  gitErrors,
  openStore,
  type Places,
  pathLines,
  runGit,
} from "../../project/git.ts";
import { headOf } from "../../project/head.ts";
import { keepState, presentState } from "../../project/kept/states.ts";
import { git, IDENTITY, line, type Place, SnapshotFailed } from "../../project/place.ts";
import { filesIn, treeStore } from "../../project/project.ts";
import { openWorktrees } from "../../project/worktrees/left-over.ts";
import type { Key } from "../../record/own-key.ts";
import { readRegular, temporaryName } from "../../store/disk.ts";
import { BEFORE } from "../../store/displaced.ts";
import { fieldsIn } from "../../store/loose.ts";
import { statAt } from "../../store/plain-file.ts";
import { quote, someOf } from "../../text.ts";
import { EARLIER } from "../../workflows/earlier.ts";
import { workflowOf } from "../../workflows/index.ts";
import { placeOf } from "../audit/accepted-state.ts";
import { type ArchivedRun, filesBelow } from "../life/runs-aside.ts";

/**
 * A run in one file: a git bundle with the commits that its refs name, HEAD, the project's files as
 * they are, and a commit whose tree is the record. So git itself checks every byte of it, and `git
 * fetch` and `git clone` read it.
 */

/** The ref of the commit with the record; its message says what is in the file. */
export const RECORD = "refs/multi-ai/export";
/** The ref of the project's files as they were when the file was made. */
export const exportedRef = (run: string): string => `refs/multi-ai/${run}-exported`;

/** Thrown for a file that is not what export has made, or cannot be read here. */
export class NoBundle extends Error {
  static ofOthers(): NoBundle {
    return new NoBundle(
      `it was not made by export; expected a file from ${here("export --to <file>")}`,
    );
  }
}

/** First line of the message: another number is another form. */
const FORM = `${PLUGIN} export`;
const VERSION = 1;

/**
 * What the record's commit says beside its tree. `head`: the commit that was checked out; `refs`:
 * those of the run.
 */
export interface About {
  run: string;
  head: string | null;
  refs: [ref: string, commit: string][];
  /** Fingerprint of the key that sealed it, and the seal. */
  key: string | null;
  seal: string | null;
}

/** What a seal is about: all that is in the file. */
export const sealed = ({ run, head, refs }: About, tree: string): string =>
  JSON.stringify([run, head, refs, tree]);

export const messageOf = (about: About): string =>
  `${FORM} ${VERSION}\n\n${JSON.stringify(about)}\n`;

/** A run's id: the name of its workflow, and eight digits. So none is the beginning of another. */
const RUN = /^[a-z][a-z0-9-]{0,60}-[0-9a-f]{8}$/;
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a ref is one that a run may bring along: its own, and the branch of its work. */
export const ofRun = (run: string) => {
  const own = new RegExp(`^refs/(?:multi-ai/|heads/multi-ai/[a-z-]*)${run}(?:-[\\w-]+)?$`);
  return (one: unknown): boolean => {
    const [ref = "", commit = ""] = Array.isArray(one) ? one.map(String) : [];
    return own.test(ref) && HASH.test(commit);
  };
};

/** @throws NoBundle */
export function aboutIn(message: string): About {
  const [, form] = new RegExp(`^${FORM} (\\d+)\\n`).exec(message) ?? [];
  if (form === undefined) throw NoBundle.ofOthers();
  if (Number(form) !== VERSION)
    throw new NoBundle(
      `it has format ${form}, but this version reads format ${VERSION}: use the version that made it, or a newer one`,
    );
  const about = fieldsIn(message.slice(message.indexOf("\n"))) as Partial<About>;
  const { run = "", head = null, refs = [], key = null, seal = null } = about;
  const isText = [run, head ?? "", key ?? "", seal ?? ""].every((one) => typeof one === "string");
  if (
    isText &&
    RUN.test(run) &&
    (head === null || HASH.test(head)) &&
    Array.isArray(refs) &&
    refs.every(ofRun(run))
  )
    return { run, head, refs, key, seal };
  throw new NoBundle("it does not say which run it holds");
}

/**
 * A repository of its own, where a project would keep its trees, which sees the objects of others;
 * `git` throws NoBundle where git fails.
 */
export function workshop(
  folder: string,
  places: Places | null,
  objects: readonly string[],
  timeout: number,
) {
  const store = openStore(folder, places);
  writeFileSync(join(store, "objects", "info", "alternates"), pathLines(objects));
  const git = (
    args: string[],
    stdin?: string | Buffer,
    env: Record<string, string> = {},
  ): Buffer => {
    // Large files are streamed: a small pack may hold very much.
    const run = runGit(["-c", "core.bigFileThreshold=4m", "--git-dir", store, ...args], {
      cwd: store,
      env: { ...IDENTITY, ...env },
      timeout,
      ...(stdin === undefined ? {} : { stdin }),
    });
    if (run.ok) return run.out;
    throw new NoBundle(
      run.problem === "timeout" ? `git took more than ${timeout / 1000} s` : gitErrors(run),
    );
  };
  return {
    store,
    at: { root: folder, task: join(folder, "../..") },
    git,
    line: (args: string[], stdin?: string | Buffer, env?: Record<string, string>) =>
      line(git(args, stdin, env)),
  };
}
export type Workshop = ReturnType<typeof workshop>;

/**
 * A folder of its own outside of every project, gone afterwards. What works in it makes one inside.
 * @throws NoBundle for what git cannot do
 */
export async function withWorkplace<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "multi-ai-portable-"));
  try {
    return await work(treeStore({ root: folder, task: folder }));
  } catch (error) {
    throw error instanceof SnapshotFailed
      ? new NoBundle(`${error.message}; ${error.remedy}`)
      : error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A tree of files of the disk, by their paths in it. */
function treeOfFiles(
  { git, line }: Workshop,
  folder: string,
  names: readonly string[],
  index: string,
): string {
  const stdin = names.map((name) => `${join(folder, name)}\n`).join("");
  const hashes =
    stdin === ""
      ? []
      : git(["hash-object", "-w", "--no-filters", "--stdin-paths"], stdin).toString().split("\n");
  const lines = names.map((name, at) => `100644 ${hashes[at]}\t${name}\0`).join("");
  const env = { GIT_INDEX_FILE: index };
  git(["read-tree", "--empty"], undefined, env);
  git(["update-index", "-z", "--index-info"], lines, env);
  return line(["write-tree"], undefined, env);
}

/**
 * The tree of the record: the journal, its objects, the trees that it names, and the files of the
 * workflow's own folder.
 */
function recordTree(shop: Workshop, { run, place }: ArchivedRun, folder: string): string {
  const journal = readRegular(join(place.task, "events.jsonl")) ?? Buffer.alloc(0);
  const objects = filesIn(join(place.task, "objects")).filter((name) =>
    /^[0-9a-f]{64}$/.test(name),
  );
  const named = journal.toString().matchAll(/"(?:disk|git):([0-9a-f]{40}(?:[0-9a-f]{24})?)"/g);
  const asked = [...new Set([...named].map(([, hash]) => `${hash}\n`))].join("");
  const trees = shop.git(["cat-file", "--batch-check"], asked).toString().split("\n");
  const kept = trees.flatMap((tree) => (/^(\S+) tree /.exec(tree)?.[1] ?? []) as string[]);
  const { files } = workflowOf(run.workflow);
  const own =
    files === ".task"
      ? []
      : filesBelow(join(place.root, files)).filter(
          (name) => ![EARLIER, BEFORE].includes(name.split("/")[0]!),
        );
  const index = `${folder}-index`;
  return shop.line(
    ["mktree", "-z"],
    [
      `100644 blob ${shop.line(["hash-object", "-w", "--stdin"], journal)}\tevents.jsonl\0`,
      `040000 tree ${treeOfFiles(shop, join(place.root, files), own, index)}\tfiles\0`,
      `040000 tree ${treeOfFiles(shop, join(place.task, "objects"), objects, index)}\tobjects\0`,
      `040000 tree ${shop.line(["mktree", "-z"], kept.map((hash) => `040000 tree ${hash}\t${hash}\0`).join(""))}\ttrees\0`,
    ].join(""),
  );
}

/**
 * Refs of a run that belong to it wherever it is: its snapshot, what was accepted, and what its
 * waves build.
 */
function refsOf(place: Place, run: string): [string, string][] {
  const patterns = [
    `refs/multi-ai/${run}`,
    `refs/multi-ai/${run}-*`,
    `refs/heads/multi-ai/*${run}*`,
  ];
  const listed = git(place, [
    "for-each-ref",
    "--format=%(objectname) %(refname)",
    ...patterns,
  ]).toString();
  return listed.split("\n").flatMap((one): [string, string][] => {
    const [commit, ref] = one.split(" ");
    return commit && ref && ofRun(run)([ref, commit]) && !/-before-(?:rollback|undo)$/.test(ref)
      ? [[ref, commit]]
      : [];
  });
}

/**
 * Files on the deny list in states of the project: commits of the run, and trees that its record
 * holds.
 */
function secretsIn(
  { git }: Workshop,
  { settings }: Run,
  commits: readonly string[],
  record: string,
): string[] {
  const listed = (tree: string): string[] =>
    entriesOf(git(["ls-tree", "-r", "-z", "--name-only", tree]));
  const kept = listed(`${record}:trees`).map((path) => path.slice(path.indexOf("/") + 1));
  // Without one of these files no tree of the run would have its hash.
  return [...new Set([...[...commits, `${record}:files`].flatMap(listed), ...kept])]
    .filter(denyList(settings.secrets))
    .sort();
}

/**
 * Writes a run and the project's files into a file. `secrets`: also those on the deny list. @throws
 * NoBundle
 */
export async function pack(
  found: ArchivedRun,
  file: string,
  key: Key | null,
  timeout: number,
  secrets = false,
): Promise<void> {
  const { run, place: at, kept } = found;
  if (statAt(file) !== undefined) throw new NoBundle(`${file} already exists`);
  const folder = dirname(file);
  if (!attempt(() => statSync(folder).isDirectory(), false))
    throw new NoBundle(
      `${file}: the folder ${folder} does not exist; \`mkdir -p ${quote(folder)}\` creates it`,
    );
  const left = openWorktrees(at, run.run);
  if (left.length > 0)
    throw new NoBundle(
      `there may be uncommitted work in ${left.join(", ")}: continue the run here until it is merged`,
    );
  const place = placeOf(at, run, timeout);
  if (place === null) throw new NoBundle("git is not installed");
  await withWorkplace((folder) => {
    const { places } = place;
    const state =
      kept === "here" ? presentState({ ...place, scratch: folder }, { write: false }) : null;
    const objects = [join(places.common, "objects"), join(treeStore(at), "git", "objects")];
    const shop = workshop(folder, places, objects, timeout);
    const inShop = {
      ...place,
      scratch: folder,
      places: { ...places, gitDir: shop.store, own: true as const },
    };
    const refs = refsOf(place, run.run);
    for (const [ref, commit] of refs) shop.git(["update-ref", ref, commit]);
    const exported = exportedRef(run.run);
    if (state !== null)
      refs.push([
        exported,
        keepState(inShop, exported, state, `multi-ai: the project's files of ${run.run}`),
      ]);
    const head = places.own ? null : headOf(at.root);
    if (head?.branch && head.commit)
      shop.git(["update-ref", `refs/heads/${head.branch}`, head.commit]);
    if (head?.commit) shop.git(["update-ref", "--no-deref", "HEAD", head.commit]);
    const tree = recordTree(shop, found, folder);
    const commits = refs.map(([, commit]) => commit);
    const secret = secrets ? [] : secretsIn(shop, run, commits, tree);
    if (secret.length > 0)
      throw new NoBundle(
        `the file would contain files on the deny list of secrets (${someOf(
          secret.map((path) => JSON.stringify(path)),
          10,
        )}); without them the run's states are incomplete. Put them into .gitignore before the next run, or add --with-secrets`,
      );
    const about: About = {
      run: run.run,
      head: head?.commit ?? null,
      refs,
      key: key?.fingerprint ?? null,
      seal: null,
    };
    const seal = key?.seal(sealed(about, tree)) ?? null;
    shop.git([
      "update-ref",
      RECORD,
      shop.line(["commit-tree", tree], messageOf({ ...about, seal })),
    ]);
    // What the remotes have is not carried along.
    const remotes = places.own
      ? ""
      : git(place, ["for-each-ref", "--format=^%(objectname)", "refs/remotes"]).toString();
    const made = temporaryName(file);
    try {
      shop.git(
        ["bundle", "create", "-q", made, ...(head?.commit ? ["HEAD"] : []), "--all", "--stdin"],
        remotes,
      );
      renameSync(made, file);
    } finally {
      rmSync(made, { force: true });
    }
  });
}
