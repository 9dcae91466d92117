/**
 * A program that this machine may not have, such as a Python with pytest: it says and writes what
 * the real one did in the same folder. Started as `bun stand-in.ts <kept.json> <real program, or
 * ""> <arguments>`; with a real program it keeps what that does.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tempDir } from "./project.ts";

interface KeptRun {
  /** Hash of the arguments and of all files of the folder. */
  of: string;
  exit: number;
  stdout: string;
  stderr: string;
  /** What it wrote for the program that reads the tests; null where it was not asked for it. */
  report: string | null;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** A folder with the stand-in under this name, for the front of a PATH. */
export async function standIn(
  name: string,
  kept: string,
  real: string | null = null,
): Promise<string> {
  const path = join(tempDir("multi-ai-stand-in-"), name);
  const words = [process.execPath, import.meta.path, kept, real ?? ""].map(quoted).join(" ");
  await writeFile(path, `#!/bin/sh\nexec ${words} "$@"\n`);
  await chmod(path, 0o755);
  return path.slice(0, path.lastIndexOf("/"));
}

/**
 * What no program reads, and is another thing in each run: what Python leaves behind, the documents
 * of a team run.
 */
const LEFT_OUT = ["__pycache__", "pipeline"];

/** Every file of a folder but hidden ones and those, in order. */
function filesOf(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && !LEFT_OUT.includes(name))
    .flatMap((one) =>
      one.isDirectory()
        ? filesOf(folder, join(below, one.name))
        : one.isFile()
          ? [join(below, one.name)]
          : [],
    )
    .sort();
}

function main([kept = "", real = "", ...args]: string[]): number {
  const folder = process.cwd();
  const reportOf = (word: string): string | undefined =>
    /(?:^|=)(\/.*\/\.task\/reports\/.*)$/.exec(word)?.[1];
  const report = args.flatMap((word) => reportOf(word) ?? [])[0] ?? null;
  const asked = args.map((word) => word.replace(reportOf(word) ?? "\0", "⟦report⟧"));
  const files = filesOf(folder).map((path) => [path, readFileSync(join(folder, path), "utf8")]);
  const of = new Bun.CryptoHasher("sha256")
    .update(JSON.stringify([asked, files]))
    .digest("hex")
    .slice(0, 16);
  const runs: KeptRun[] = existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : [];
  // Where the real program is installed, which a traceback names: `bin/python3` in it.
  const installed = real === "" ? "\0" : dirname(dirname(realpathSync(real)));
  const hide = (text: string): string =>
    text
      .replaceAll(report ?? "\0", "⟦report⟧")
      .replaceAll(folder, "⟦folder⟧")
      .replaceAll(installed, "⟦installed⟧")
      .replaceAll(process.env.TMPDIR || "\0", "⟦temporary⟧")
      .replaceAll(/hostname="[^"]*"/g, 'hostname="host"');
  const show = (text: string): string =>
    text.replaceAll("⟦report⟧", report ?? "").replaceAll("⟦folder⟧", folder);
  let run = runs.find((one) => one.of === of);
  if (real !== "") {
    const { exitCode, stdout, stderr } = Bun.spawnSync([real, ...args], { cwd: folder });
    const written =
      report !== null && existsSync(report) ? hide(readFileSync(report, "utf8")) : null;
    run = {
      of,
      exit: exitCode,
      stdout: hide(stdout.toString()),
      stderr: hide(stderr.toString()),
      report: written,
    };
    writeFileSync(
      kept,
      `${JSON.stringify([...runs.filter((one) => one.of !== of), run], null, 1)}\n`,
    );
  }
  if (!run) {
    console.error(`nothing is kept of ${asked.join(" ")} in this folder as it stands`);
    return 86;
  }
  process.stdout.write(show(run.stdout));
  process.stderr.write(show(run.stderr));
  if (report !== null && run.report !== null) writeFileSync(report, show(run.report));
  return run.exit;
}

if (import.meta.main) process.exit(main(process.argv.slice(2)));
