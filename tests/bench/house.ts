// Counts the figures of the house: how large the program is, what one event passes through, what nobody uses, what ships.
// bun tests/bench/house.ts [folder of a checkout …] [--json]: a column for each, two are before and after; without any this
// checkout.
import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cleanup, tempDir } from "../harness/project.ts";
import { exportsOf } from "./house/exports.ts";
import { type Passages, passages } from "./house/passages.ts";
import { linesOf, sourcesOf, withProgram } from "./house/program.ts";
import { type Release, releaseOf } from "./house/release.ts";
import { type Repeat, repeatsOf } from "./house/repeats.ts";
import { copyTraced, type Passage } from "./house/traced.ts";

/** How many of the longest files are printed. */
const LONGEST = 10;

export interface Figures {
  files: number;
  folders: number;
  lines: number;
  median: number;
  /** The longest files, longest first. */
  longest: { file: string; lines: number }[];
  exports: number;
  /** Exports as `file name`, by who refers to them beside other files of the program. */
  unused: Record<"nobody" | "itself" | "tests" | "testsAndItself", string[]>;
  repeats: Repeat[];
  passages: Passages[];
  release: Release;
}

/** All figures of the checkout at `root`. What is counted of the sources is the working tree; of a release, the last commit. */
export const figuresOf = (root: string): Promise<Figures> =>
  withProgram(root, async (program) => {
    const sources = sourcesOf(program.files);
    const sizes = sources
      .map(({ path }) => ({ file: path, lines: linesOf(root, path) }))
      .sort((a, b) => b.lines - a.lines || (a.file < b.file ? -1 : 1));
    const all = await exportsOf(program);
    const unused = all.filter((one) => !one.bySource);
    const named = (byTests: boolean, byItself: boolean): string[] =>
      unused
        .filter((one) => one.byTests === byTests && one.byItself === byItself)
        .map((one) => `${one.file} ${one.name}`);
    const copy = tempDir();
    copyTraced(root, sources, copy);
    return {
      files: sources.length,
      folders: new Set(sources.map(({ path }) => dirname(path))).size,
      lines: sizes.reduce((sum, one) => sum + one.lines, 0),
      median: sizes[Math.floor(sizes.length / 2)]!.lines,
      longest: sizes.slice(0, LONGEST),
      exports: all.length,
      unused: {
        nobody: named(false, false),
        itself: named(false, true),
        tests: named(true, false),
        testsAndItself: named(true, true),
      },
      repeats: repeatsOf(sources),
      passages: await passages(copy),
      release: releaseOf(root),
    };
  });

const count = (value: number): string => value.toLocaleString("en");
const kB = (bytes: number): string => `${count(Math.round(bytes / 1_000))} kB`;
const passed = ({ files, folders, functions }: Passage): string =>
  `${files.length} files, ${folders.length} folders, ${functions} functions`;

/** The rows of the table: what is counted, and how one checkout's count is shown. */
function rows(figures: Figures): [string, string][] {
  const { unused, repeats, release } = figures;
  const longest = figures.longest[0]!;
  return [
    ["source files, in folders", `${figures.files} in ${figures.folders}`],
    ["lines", count(figures.lines)],
    ["longest file, median file", `${longest.lines}, ${figures.median} lines`],
    ...figures.passages.flatMap(({ workflow, dispatch, artifact, verb }): [string, string][] => [
      [`one dispatch (${workflow})`, passed(dispatch)],
      [`one artifact (${workflow})`, passed(artifact)],
      [`one verb, \`decide\` (${workflow})`, passed(verb)],
    ]),
    ["exports", count(figures.exports)],
    ["exports that nobody uses", `${unused.nobody.length}`],
    ["exports that only their own file uses", `${unused.itself.length}`],
    ["exports that only tests use", `${unused.tests.length}`],
    ["exports that only tests and their own file use", `${unused.testsAndItself.length}`],
    ["places written twice", `${repeats.length}, ${repeats.reduce((sum, one) => sum + one.lines, 0)} lines`],
    ["built for the hook", `${release.hook.files} files, ${kB(release.hook.bytes)}`],
    ["built for the command line", `${release.commandLine.files} files, ${kB(release.commandLine.bytes)}`],
    ["the repository, which is what is installed", `${count(release.all.files)} files, ${kB(release.all.bytes)}`],
    ["the same packed, which is what is downloaded", kB(release.packed)],
  ];
}

/** The figures of one or several checkouts as text: a table with a column for each, then one of their longest files. */
function shown(all: { name: string; figures: Figures }[]): string {
  const columns = all.map(({ figures }) => rows(figures));
  const line = (cells: string[]): string => `| ${cells.join(" | ")} |`;
  const table = [
    line(["figure", ...all.map(({ name }) => name)]),
    `|${"---|".repeat(all.length + 1)}`,
    ...columns[0]!.map(([figure], row) => line([figure, ...columns.map((column) => column[row]![1])])),
  ];
  const longest = [
    line(["longest files", ...all.map(({ name }) => name)]),
    `|${"---|".repeat(all.length + 1)}`,
    ...Array.from({ length: LONGEST }, (_, index) =>
      line([
        `${index + 1}`,
        ...all.map(({ figures }) => {
          const { file, lines } = figures.longest[index]!;
          return `\`${file}\`, ${lines}`;
        }),
      ]),
    ),
  ];
  return [...table, "", ...longest].join("\n");
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const folders = args.filter((one) => one !== "--json");
  const roots = (folders.length > 0 ? folders : [join(import.meta.dir, "../..")]).map((one) => realpathSync(one));
  try {
    const names = roots.length === 2 ? ["before", "after"] : roots.map((root) => basename(root));
    const all: { name: string; figures: Figures }[] = [];
    for (const [index, root] of roots.entries()) all.push({ name: names[index]!, figures: await figuresOf(root) });
    console.log(args.includes("--json") ? JSON.stringify(all, null, 2) : shown(all));
  } finally {
    await cleanup();
  }
}
