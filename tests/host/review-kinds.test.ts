// Guarantee: A review reports what its reviewers found, and changes nothing.
// A rename, and a project without tests, reviewed as any other change; who reviews it.
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

/** Reviews `change` in the real host; gives what was printed, and the briefs of its reviewers. */
async function reviewed(project: string, change: string[], codexOnPath = false) {
  const briefs: string[] = [];
  const worker = (brief: Brief) => {
    briefs.push(brief.text);
    return { artifact: approval };
  };
  const codex = ({ prompt }: { prompt: string }) => {
    briefs.push(`Codex: ${prompt}`);
    return { text: JSON.stringify(approval) };
  };
  const model = startModel({ script: team(worker), codex });
  const { env, home } = makeSandbox({ version, project, model, codexOnPath });
  const words = ["run", "--claude", claudePath(version), "review", ...change];
  const { code, out, err } = await carried({ project, home, model, env }, words).end;
  expect(err).toBe("");
  expect(out).toMatch(/^Report of review-\w+: complete$/m);
  return { code, out, briefs, brief: briefs[0] ?? "" };
}

describe("a change as people have them", () => {
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

  inFull("one reviewer by the settings; and a Codex attacks where one is installed", async () => {
    const settings = JSON.stringify({ review: { reviewers: 1 } });
    const project = makeProject({ files: { "a.txt": "one\n", ".claude/multi-ai.json": settings } });
    writeFileSync(join(project, "a.txt"), "two\n");
    expect((await reviewed(project, [], true)).briefs.length).toBe(1);
    const other = makeProject({ files: { "a.txt": "one\n" } });
    writeFileSync(join(other, "a.txt"), "two\n");
    const { briefs, out } = await reviewed(other, [], true);
    expect(briefs.filter((brief) => brief.startsWith("Codex: ")).length).toBe(1);
    expect(briefs.length).toBe(3);
    expect(out).toMatch(/Review - Attack \(.*codex.*\): approved/i);
  });

  inFull("a project without tests", async () => {
    const project = makeProject({ files: { "notes.md": "one\n" } });
    writeFileSync(join(project, "notes.md"), "two\n");
    const { code } = await reviewed(project, []);
    expect(code).toBe(0);
    expect(readFileSync(join(project, "notes.md"), "utf8")).toBe("two\n");
  });
});
