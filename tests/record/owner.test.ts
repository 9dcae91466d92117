// What is noted outside of the project when a run is taken: the owner, with those before it.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../src/project/project.ts";
import {
  type NewOwner,
  noteOwner,
  ownersOf,
  recordedOwner,
} from "../../src/record/machine/owner.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const RUN = "team-0123abcd";

function machine(): { project: Project; env: { HOME: string }; data: string } {
  const [HOME, root] = [tempDir("home-"), tempDir("project-")];
  const data = join(HOME, ".claude/plugins/data/multi-ai-inline");
  mkdirSync(data, { recursive: true });
  mkdirSync(join(root, ".task"));
  return { project: { root, task: join(root, ".task"), found: "git" }, env: { HOME }, data };
}

const by = (session: string, pid = 7, start = "100"): NewOwner => ({
  host: { pid, start },
  session,
  transcript: `/home/p/.claude/projects/x/${session}.jsonl`,
  root: "/home/p/x",
});

test("a run that nobody has taken has no owner", () => {
  const { project, env } = machine();
  expect(recordedOwner(project, RUN, env)).toBeNull();
});

test("the newest owner counts, and the earlier ones are kept in their order", () => {
  const { project, env } = machine();
  for (const session of ["one", "two", "three"]) noteOwner(project, RUN, by(session), env);
  const taken = recordedOwner(project, RUN, env)!;
  expect(taken).toMatchObject({ run: RUN, ...by("three") });
  expect(ownersOf(taken).map(({ session }) => session)).toEqual(["one", "two", "three"]);
});

test("the same owner again changes nothing, and one that comes back stands once", () => {
  const { project, env } = machine();
  noteOwner(project, RUN, by("one"), env);
  const { at } = recordedOwner(project, RUN, env)!;
  noteOwner(project, RUN, by("one"), env);
  expect(recordedOwner(project, RUN, env)).toMatchObject({ at, earlier: [] });
  noteOwner(project, RUN, by("two"), env);
  noteOwner(project, RUN, by("one"), env);
  expect(ownersOf(recordedOwner(project, RUN, env)!).map(({ session }) => session)).toEqual([
    "two",
    "one",
  ]);
});

test("a .task that is made anew keeps its owner", () => {
  const { project, env } = machine();
  noteOwner(project, RUN, by("one"), env);
  rmSync(project.task, { recursive: true });
  expect(recordedOwner(project, RUN, env)?.session).toBe("one");
});

test("the session of a host that was started again is another owner", () => {
  const { project, env } = machine();
  noteOwner(project, RUN, by("one", 7, "100"), env);
  noteOwner(project, RUN, by("one", 7, "200"), env);
  expect(ownersOf(recordedOwner(project, RUN, env)!).map(({ host }) => host?.start)).toEqual([
    "100",
    "200",
  ]);
});

test("another run, another project and a note that is none have no owner", () => {
  const { project, env, data } = machine();
  noteOwner(project, RUN, by("one"), env);
  expect(recordedOwner(project, "team-ffffffff", env)).toBeNull();
  const other = tempDir("other-");
  mkdirSync(join(other, ".task"));
  expect(
    recordedOwner({ ...project, root: other, task: join(other, ".task") }, RUN, env),
  ).toBeNull();
  const folder = join(data, "outside/taken");
  for (const name of readdirSync(folder))
    writeFileSync(join(folder, name), JSON.stringify({ run: RUN }));
  expect(recordedOwner(project, RUN, env)).toBeNull();
});
