// Ways to make reviewers see another project than the one that lies there: by git's settings, its
// index, its objects and refs.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { DEFAULT_FILES, IN_TURN, makeProject } from "../../harness/project.ts";
import { openQuestions } from "../from-outside.ts";
import { ofType, play } from "../scenario.ts";
import { bash, call } from "../tempted.ts";
import { BLIND, blinding, HIDDEN, settingsOf } from "./blind.ts";
import { stopped } from "./cheats.ts";

test("what lies on the disk is what reviewers see, whatever git is told", async () => {
  const project = makeProject({
    files: { ...IN_TURN, "src/old.ts": "export const old = 1;\n" },
    git: true,
  });
  const script = call("Write", { file_path: join(project, "tools/blind.sh"), content: BLIND });
  const seen = { brief: "" };
  const acts = [[script], [bash("sh tools/blind.sh")]];
  const played = await play({
    version: "new",
    project,
    worker: blinding((turn) => acts[turn] ?? null, seen),
  });
  expect(played.state).toMatchObject({ status: "complete" });
  for (const [name, path] of Object.entries(HIDDEN)) {
    expect([name, seen.brief.includes(path)]).toEqual([name, true]);
    stopped(name);
  }
});

test("git's settings are not changed behind the person's back", async () => {
  const project = makeProject({ files: DEFAULT_FILES, git: true });
  const seen = { brief: "" };
  const act = (turn: number) => {
    // By a process that no call of the host shows.
    if (turn === 0) settingsOf(project);
    return null;
  };
  const played = await play({ version: "new", project, worker: blinding(act, seen) });
  expect(played.state).toMatchObject({ status: "waiting_for_user" });
  expect([openQuestions(project)[0]?.kind, seen.brief]).toEqual(["noticed", ""]);
  const [notice] = ofType(played.events, "noticed").filter((one) => one.what === "git-settings");
  for (const name of ["info/exclude", "info/attributes"]) expect(notice?.text).toContain(name);
  stopped("info/exclude", "info/attributes");
});
