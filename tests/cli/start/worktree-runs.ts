import { afterAll, beforeAll, expect } from "bun:test";
import { findProject } from "../../../src/project/project.ts";
import { type Worktree, worktreeProject } from "../../../src/project/worktrees/linked-worktrees.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { openWorktree, settle } from "../../../src/run/start/worktree-run.ts";
import { cleanup, tempDir, writeFiles } from "../../harness/project.ts";
import { inProcess, terminalContext } from "../in-process.ts";
import { makeRun } from "../made/make-run.ts";

/** Runs in worktrees of their own, for the tests of one file, and the verbs that take and drop them. */
export function worktreeRuns() {
  const env = { ...process.env };
  beforeAll(() => {
    env.XDG_DATA_HOME = tempDir("data-");
  });
  afterAll(cleanup);

  /**
   * A verb as a person types it, who agrees to what is asked; `asked`: what that was, `meanwhile`:
   * what happens before they do.
   */
  async function typedWhile(meanwhile: () => void, from: string, ...words: string[]) {
    const asked: string[] = [];
    const confirm = async (does: string) => {
      asked.push(does);
      meanwhile();
      return null;
    };
    const answer = (await inProcess(words, terminalContext(from, env, { confirm })))!;
    // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever a verb answers
    return { ...answer, data: answer.data as any, asked: asked.join("\n") };
  }
  const typed = (from: string, ...words: string[]) => typedWhile(() => {}, from, ...words);

  /** A worktree for a request. */
  function opened(root: string, request: string): Worktree {
    const made = openWorktree({ project: findProject(root), env, request });
    if (!made.ok) throw new Error(made.problem);
    return made.beside;
  }

  /** The same with a run that is complete, and has left these files. */
  async function worked(root: string, request: string, files: Record<string, string>) {
    const worktree = opened(root, request);
    const { run } = await makeRun({ root: worktree.root, request, auto: true });
    expect(run.status).toBe("complete");
    writeFiles(worktree.root, files);
    expect(settle(worktree, readRun(worktreeProject(worktree))!)).toEqual({ ok: true });
    return { ...worktree, run: run.run };
  }

  return { env, opened, typed, typedWhile, worked };
}
