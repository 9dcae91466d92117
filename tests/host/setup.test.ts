// /multi-ai:setup in the real session: what the person names is done at once, and no model is asked.
import { afterEach, describe, expect } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { sitDown } from "./person.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("setup in a session (%s)", (version) => {
  inFull("it shows what there is, does what is named, and asks no model", async () => {
    const { terminal, project, model } = await sitDown({ version, script: team(honest()) });
    const text = (path: string): string => readFileSync(join(project, path), "utf8");
    await terminal.submit("/multi-ai:setup");
    await terminal.waitFor(/Nothing was changed\. \/multi-ai:setup all/);
    expect(terminal.history()).toMatch(/Offered:\s+gitignore: Have git ignore what a run keeps/);
    expect([".gitignore", ".claude"].map((path) => existsSync(join(project, path)))).toEqual([false, false]);

    await terminal.submit("/multi-ai:setup gitignore");
    await terminal.waitFor(/Done:[\s\S]*whether a run can start/);
    expect(text(".gitignore")).toBe(".task/\n");
    expect(existsSync(join(project, ".claude"))).toBe(false);
    expect([model.requests.length, model.failures]).toEqual([0, []]);
  });
});
