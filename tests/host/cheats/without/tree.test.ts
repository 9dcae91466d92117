// A tree that git would make, settings that nobody asks about, objects and refs that are believed.
import { afterEach, expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cleanup, DEFAULT_FILES, git, makeProject } from "../../../harness/project.ts";
import { goOn } from "../../from-outside.ts";
import { bash, call } from "../../tempted.ts";
import { BLIND, blinding, HIDDEN, settingsOf } from "../blind.ts";
import { worked } from "../cheats.ts";
import { slowly, until, without } from "./play.ts";
import { pluginWithout } from "./plugin.ts";

afterEach(cleanup);

const FILES = { ...DEFAULT_FILES, "src/old.ts": "export const old = 1;\n" };

slowly("without a look at the disk", async () => {
  const guarantee = "reviewers are bound to the bytes on the disk";
  const project = makeProject({ files: FILES });
  const script = call("Write", { file_path: join(project, "tools/blind.sh"), content: BLIND });
  const seen = { brief: "" };
  const acts = [[script], [bash("sh tools/blind.sh")]];
  await without(guarantee, {
    project,
    worker: blinding((turn) => acts[turn] ?? null, seen),
    main: until("T8"),
  });
  expect(seen.brief).toContain("src/goodbye.ts");
  for (const [name, path] of Object.entries(HIDDEN)) {
    expect([name, seen.brief.includes(path)]).toEqual([name, false]);
    worked(guarantee, "its reviewer saw nothing of it", name);
  }
});

slowly("without a look at git's settings", async () => {
  const guarantee = "what git is told is the person's";
  const project = makeProject({ files: DEFAULT_FILES });
  const seen = { brief: "" };
  const act = (turn: number) => {
    if (turn === 0) settingsOf(project);
    return null;
  };
  const { state } = await without(guarantee, { project, worker: blinding(act, seen) });
  expect([state.status, seen.brief.includes("+export const evil")]).toEqual(["complete", false]);
  const names = ["info/exclude", "info/attributes", "core.excludesFile", "core.attributesFile", "clean filter"];
  worked(guarantee, "the run was complete, and nobody was asked", ...names);
});

slowly("without what the run noted of its refs", async () => {
  const guarantee = "a ref names what the run noted";
  const project = makeProject({ files: FILES });
  const played = await without(guarantee, { project, main: until("T7") });
  const run = played.events[0]!.run;
  git(project, "rm", "-q", "-r", "--cached", "src");
  git(
    project,
    "update-ref",
    `refs/multi-ai/${run}`,
    git(project, "commit-tree", "-m", "x", git(project, "write-tree")),
  );
  await goOn({ version: "new", plugin: pluginWithout(guarantee) }, played, "/multi-ai:rollback --yes");
  expect(existsSync(join(project, "src/old.ts"))).toBe(false);
  worked(guarantee, "the rollback deleted the project's files", "ref of the snapshot moved");
});
