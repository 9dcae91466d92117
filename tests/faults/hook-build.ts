import { readFileSync } from "node:fs";
import { join, sep } from "node:path";

const SOURCES = join(import.meta.dir, "..", "..", "scripts");

/** The program with dying-fs.ts in the place of `node:fs`: a build that dies where it is told to. @returns its path */
export async function buildDying(folder: string): Promise<string> {
  const dying = JSON.stringify(join(import.meta.dir, "dying-fs.ts"));
  const built = await Bun.build({
    entrypoints: [join(import.meta.dir, "hook-process.ts")],
    outdir: folder,
    target: "bun",
    plugins: [
      {
        name: "dying",
        setup(build) {
          // Bun takes its own modules out before a plugin is asked: the sources are changed instead.
          build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
            path.startsWith(SOURCES + sep)
              ? { contents: readFileSync(path, "utf8").replaceAll('from "node:fs"', `from ${dying}`), loader: "ts" }
              : undefined,
          );
        },
      },
    ],
  });
  if (!built.success) throw new Error(built.logs.join("\n"));
  return join(folder, "hook-process.js");
}
