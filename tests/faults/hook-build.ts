import { cpSync, existsSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import type { Project } from "../../src/project/project.ts";
import { change } from "../../src/run/journal/change.ts";
import { readEvents } from "../../src/store/reader.ts";
import { allStartedHere } from "../harness/known.ts";
import { project as emptyProject } from "../store/counting-fold.ts";
import type { Raw } from "./played.ts";

const SOURCES = join(import.meta.dir, "..", "..", "src");

/** What an event loads, under the names that it is loaded by, and the verbs. */
const PROGRAMS = {
  "src/hook.ts": join(SOURCES, "hook.ts"),
  "src/program.ts": join(SOURCES, "program.ts"),
  "verb.ts": join(import.meta.dir, "verb-process.ts"),
};

/**
 * The program with dying-fs.ts in the place of `node:fs`: a build that dies where it is told to.
 * @returns its folder
 */
export async function buildDying(folder: string): Promise<string> {
  const dying = JSON.stringify(join(import.meta.dir, "dying-fs.ts"));
  for (const [name, entrypoint] of Object.entries(PROGRAMS)) {
    const built = await Bun.build({
      entrypoints: [entrypoint],
      target: "bun",
      plugins: [
        {
          name: "dying",
          setup(build) {
            // Bun takes its own modules out before a plugin is asked: the sources are changed
            // instead.
            build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
              path.startsWith(SOURCES + sep)
                ? {
                    contents: readFileSync(path, "utf8").replaceAll(
                      'from "node:fs"',
                      `from ${dying}`,
                    ),
                    loader: "ts",
                  }
                : undefined,
            );
          },
        },
      ],
    });
    await Bun.write(join(folder, name), built.outputs[0]!);
  }
  return folder;
}

/**
 * One hook or verb as a process of the program that `buildDying` made. `more`: for whom it runs,
 * `bun`: by which program.
 */
export function perform(
  program: string,
  step: Raw,
  root: string,
  env: Record<string, string>,
  more = {},
  bun = process.execPath,
) {
  const kind =
    "hook_event_name" in step && step.hook_event_name === "PreToolUse" ? "policy" : "step";
  const args = "verb" in step ? ["verb.ts"] : ["src/hook.ts", kind];
  return Bun.spawnSync([bun, join(program, args[0]!), ...args.slice(1)], {
    cwd: program,
    env: { PATH: process.env.PATH ?? "", HOME: root, MULTI_AI_HOME: root, ...env },
    stdin: Buffer.from(JSON.stringify(step)),
    ...more,
  });
}

export const projectAt = (root: string): Project => ({
  root,
  task: join(root, ".task"),
  found: "journal",
});

/** The events of a project's journal; none where there is no journal. */
export const journalOf = (project: Project): Recorded[] =>
  existsSync(join(project.task, "events.jsonl"))
    ? (readEvents(project.task) as unknown as Recorded[])
    : [];

/** A project again, in a folder of its own. */
export function copyOf(template: string): ReturnType<typeof emptyProject> {
  const copy = emptyProject();
  cpSync(template, copy.root, { recursive: true, verbatimSymlinks: true });
  allStartedHere(copy.root);
  // One of the folds names the folder.
  change(projectAt(copy.root), () => []);
  return copy;
}
