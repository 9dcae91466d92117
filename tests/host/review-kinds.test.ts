// Guarantee: A review reports what its reviewers found, and changes nothing.
// A merge, a rename and a project without tests, reviewed as any other change.
// Runs: in full only.

import { afterEach, describe, expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, DEFAULT_FILES, git, makeProject } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { type Brief, team } from "../harness/team.ts";
import { carried } from "./started.ts";

afterEach(cleanup);

const [version] = hostsOf("new") as [HostVersion];
const approval = { status: "approved", summary: "Sound.", criteria: [], findings: [], prior: [] };

/** Reviews `change` in the real host; gives what was printed, and the first brief of a reviewer. */
async function reviewed(project: string, change: string[]) {
  const briefs: string[] = [];
  const worker = (brief: Brief) => {
    briefs.push(brief.text);
    return { artifact: approval };
  };
  const model = startModel({ script: team(worker) });
  const { env, home } = makeSandbox({ version, project, model, codexOnPath: false });
  const words = ["run", "--claude", claudePath(version), "review", ...change];
  const { code, out, err, state } = await carried({ project, home, model, env }, words).end;
  expect([err, state.status]).toEqual(["", "complete"]);
  return { code, out, brief: briefs[0] ?? "" };
}

const commit = (project: string, ...words: string[]) => {
  git(project, "add", "-A");
  git(project, "commit", "-qm", ...words);
};

describe("a change as people have them", () => {
  inFull("a merge: what it brought, and not what it met", async () => {
    const project = makeProject({ files: DEFAULT_FILES });
    git(project, "checkout", "-q", "-b", "topic");
    writeFileSync(join(project, "topic.txt"), "of the topic\n");
    commit(project, "Topic");
    git(project, "checkout", "-q", "-");
    writeFileSync(join(project, "met.txt"), "of the trunk\n");
    commit(project, "Trunk");
    git(project, "merge", "-q", "--no-edit", "topic");
    const { code, brief } = await reviewed(project, ["HEAD^..HEAD"]);
    expect(code).toBe(0);
    expect(brief).toContain("+of the topic");
    expect(brief).not.toContain("+of the trunk");
  });

  inFull("a rename alone", async () => {
    const project = makeProject({ files: { ...DEFAULT_FILES, "src/old.txt": "one\ntwo\n" } });
    git(project, "mv", "src/old.txt", "src/new.txt");
    const { code, brief, out } = await reviewed(project, []);
    expect(code).toBe(0);
    expect(brief).toContain("- src/new.txt (was src/old.txt)\n");
    expect(brief).toContain("rename from src/old.txt");
    expect(brief).not.toContain("+two");
    expect(out).not.toContain("Shown to no reviewer");
  });

  inFull("a project without tests", async () => {
    const project = makeProject({ files: { "notes.md": "one\n" } });
    writeFileSync(join(project, "notes.md"), "two\n");
    const { code } = await reviewed(project, []);
    expect(code).toBe(0);
    expect(readFileSync(join(project, "notes.md"), "utf8")).toBe("two\n");
  });
});
