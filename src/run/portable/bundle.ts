/**
 * A run in one file: a git bundle with the commits that its refs name, HEAD, the project's files as they are, and a commit whose
 * tree is the record. So git itself checks every byte of it, and `git fetch` and `git clone` read it.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { here, PLUGIN } from "../../plugin.ts";
import { gitErrors, openStore, type Places, quotePath, runGit } from "../../project/git.ts";
import { IDENTITY, line } from "../../project/kept-state.ts";
import { fieldsIn } from "../../store/loose.ts";

/** The ref of the commit with the record; its message says what is in the file. */
export const RECORD = "refs/multi-ai/export";
/** The ref of the project's files as they were when the file was made. */
export const exportedRef = (run: string): string => `refs/multi-ai/${run}-exported`;

/** Thrown for a file that is not what export has made, or cannot be read here. */
export class NoBundle extends Error {
  static ofOthers(): NoBundle {
    return new NoBundle(`it was not made by export; expected a file from ${here("export --to <file>")}`);
  }
}

/** First line of the message: another number is another form. */
const FORM = `${PLUGIN} export`;
const VERSION = 1;

/** What the record's commit says beside its tree. `head`: the commit that was checked out; `refs`: those of the run. */
export interface About {
  run: string;
  head: string | null;
  refs: [ref: string, commit: string][];
  /** Fingerprint of the key that sealed it, and the seal. */
  key: string | null;
  seal: string | null;
}

/** What a seal is about: all that is in the file. */
export const sealed = ({ run, head, refs }: About, tree: string): string => JSON.stringify([run, head, refs, tree]);

export const messageOf = (about: About): string => `${FORM} ${VERSION}\n\n${JSON.stringify(about)}\n`;

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
  if (isText && RUN.test(run) && (head === null || HASH.test(head)) && Array.isArray(refs) && refs.every(ofRun(run)))
    return { run, head, refs, key, seal };
  throw new NoBundle("it does not say which run it holds");
}

/** A repository of its own in a folder, which sees the objects of others; `git` throws NoBundle where git fails. */
export function workshop(folder: string, places: Places | null, objects: readonly string[], timeout: number) {
  const store = openStore(folder, places);
  writeFileSync(join(store, "objects", "info", "alternates"), objects.map((one) => `${quotePath(one)}\n`).join(""));
  const git = (args: string[], stdin?: string | Buffer, env: Record<string, string> = {}): Buffer => {
    // Large files are streamed: a small pack may hold very much.
    const run = runGit(["-c", "core.bigFileThreshold=4m", "--git-dir", store, ...args], {
      cwd: store,
      env: { ...IDENTITY, ...env },
      timeout,
      ...(stdin === undefined ? {} : { stdin }),
    });
    if (run.ok) return run.out;
    throw new NoBundle(run.problem === "timeout" ? `git took more than ${timeout / 1000} s` : gitErrors(run));
  };
  return {
    store,
    git,
    line: (args: string[], stdin?: string | Buffer, env?: Record<string, string>) => line(git(args, stdin, env)),
  };
}
export type Workshop = ReturnType<typeof workshop>;
