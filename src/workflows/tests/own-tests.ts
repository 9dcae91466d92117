import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "jsonc-parser";
import { readCommandLine } from "../../command-line.ts";
import { apart } from "../../process/files/path.ts";
import { programApart } from "../../process/files/program-apart.ts";
import { hasScript, managerOf, readPackage } from "../../project/commands/package-json.ts";
import { entriesIn } from "../../store/files/plain-file.ts";
import { readArtifact } from "../../store/files/small-file.ts";
import { fieldsOf } from "../../store/json/fields.ts";
import { isOwnCommand } from "./may-run.ts";

/** Which commands test a project, and whether they can be started on this machine. */

export type HasProgram = (name: string) => boolean;
export const onPath: HasProgram = (name) => Bun.which(name, { PATH: process.env.PATH }) !== null;

/**
 * The program of a command that is nowhere here; null: it is there, is a file of the project's, or
 * a shell finds it.
 */
export function missingProgram(command: string, has: HasProgram): string | null {
  const line = readCommandLine(command);
  const name = line.shell ? "" : (line.words[0] ?? "");
  return name === "" || name.includes("/") || has(name) ? null : name;
}

export interface FoundTest {
  command: string;
  /** The file that says so. */
  from: string;
  /** Its program, or the module that Python is to run, where that is not on this machine. */
  missing?: string;
}

/**
 * A file or folder by its name, in the root or directly in the folder of tests, and what has to
 * stand in it.
 */
type Sign = [name: RegExp, text?: { test(text: string): boolean }];

/** A manifest in JSON, also with comments, that has something called `test` under this key. */
const hasTest = (key: string): Sign[1] => ({
  test: (text) => Object.hasOwn(fieldsOf(fieldsOf(parse(text))[key]), "test"),
});

interface Runner {
  command: string;
  /** The first of these that exists shows that the project uses this runner. */
  signs: Sign[];
  /** Names that have to be there as well. */
  needs?: RegExp[];
  /** Signs of another runner that runs everything that this one would, and more. */
  unless?: Sign[];
}

const one = (command: string, ...[name, text]: Sign): Runner => ({
  command,
  signs: [[name, text]],
});

/** What comes with Python finds tests by this import; pytest runs these as well. */
const isUnittest = (text: string): boolean =>
  /^\s*(?:import|from) unittest\b/m.test(text) && !/\bpytest\b/.test(text);
const UNITTEST = { test: isUnittest };

/**
 * A file of the project says so, or test files are called as pytest calls them, and say nothing of
 * another runner.
 */
const PYTEST: Sign[] = [
  [/^(?:pytest\.ini|(?:tests\/)?conftest\.py)$/],
  [/^pyproject\.toml$/, /\bpytest\b/],
  [/^setup\.cfg$/, /\[tool:pytest\]/],
  [/^tox\.ini$/, /\[pytest\]|\bpytest\b/],
  [/^requirements[\w.-]*\.(?:txt|in)$/, /^pytest\b/m],
  [/(?:^|\/)test_[\w-]*\.py$/, { test: (text) => !isUnittest(text) }],
  [/(?:^|\/)[\w-]*_test\.py$/],
];
const DENO = /^deno\.jsonc?$/;
const PERL = /^(?:Makefile\.PL|Build\.PL|cpanfile|dist\.ini|META\.json)$/;

/**
 * In the order in which they are proposed: a runner that names its tests comes before a target of
 * make. Of a list, the first that can run here counts.
 */
const RUNNERS: Runner[][] = [
  [one("go test ./...", /^go\.mod$/)],
  [one("cargo test", /^Cargo\.toml$/)],
  [
    { command: "uv run pytest", signs: PYTEST, needs: [/^uv\.lock$/] },
    { command: "poetry run pytest", signs: PYTEST, needs: [/^poetry\.lock$/] },
    { command: "pipenv run pytest", signs: PYTEST, needs: [/^Pipfile\.lock$/] },
    { command: "python3 -m pytest", signs: PYTEST },
    // It looks into packages alone, unless it is told where to begin.
    {
      ...one("python3 -m unittest", /^tests?\/test\w*\.py$/, UNITTEST),
      needs: [/^tests?\/__init__\.py$/],
      unless: PYTEST,
    },
    ...["tests", "test"].map((folder) => ({
      ...one(
        `python3 -m unittest discover -s ${folder}`,
        new RegExp(String.raw`^${folder}/test\w*\.py$`),
        UNITTEST,
      ),
      unless: PYTEST,
    })),
    { ...one("python3 -m unittest", /^test\w*\.py$/, UNITTEST), unless: PYTEST },
  ],
  [{ ...one("bundle exec rspec", /^spec$/), needs: [/^Gemfile$/] }],
  [
    {
      ...one("bundle exec rake test", /^Rakefile$/, /TestTask|\btest\b/),
      needs: [/^Gemfile$/, /^test$/],
    },
  ],
  [{ ...one("vendor/bin/phpunit", /^phpunit\.xml(?:\.dist)?$/), needs: [/^composer\.json$/] }],
  [one("composer test", /^composer\.json$/, hasTest("scripts"))],
  [one("./gradlew test", /^gradlew$/), one("gradle test", /^build\.gradle(?:\.kts)?$/)],
  [{ ...one("./mvnw test", /^pom\.xml$/), needs: [/^mvnw$/] }, one("mvn test", /^pom\.xml$/)],
  [one("dotnet test", /^[\w. -]+\.slnx?$/)],
  [one("mix test", /^mix\.exs$/)],
  // A distribution of Perl has its tests in `t`, and one of these files.
  [{ ...one("prove -lr t", PERL), needs: [/^t$/] }],
  [one("deno task test", DENO, hasTest("tasks")), one("deno test", DENO)],
  [one("make test", /^(?:GNUm|[Mm])akefile$/, /^test\s*:(?!=)/m)],
];

/** In milliseconds. */
const PATIENCE = 10_000;
const FINDS =
  "import importlib.util, sys; sys.exit(0 if importlib.util.find_spec(sys.argv[1]) else 7)";

/**
 * Whether Python finds a module; where nobody can tell, it may. Nothing of the project runs: its
 * own environment is only looked at.
 */
function hasModule(module: string, folder: string): boolean {
  const python = Bun.which("python3", { PATH: process.env.PATH });
  const environment = python === null ? "" : dirname(dirname(python));
  if (existsSync(join(environment, "pyvenv.cfg")))
    return entriesIn(join(environment, "lib")).some(({ name }) =>
      existsSync(join(environment, "lib", name, "site-packages", module)),
    );
  const env = apart(process.env, folder);
  const own = env.PYTHONPATH ? null : programApart("python3", env, folder);
  return (
    own === null ||
    Bun.spawnSync([own, "-c", FINDS, module], { env, cwd: "/", timeout: PATIENCE }).exitCode !== 7
  );
}

/** What a project without a test script in package.json is tested with, by the files that it has. */
export function foundTests(folder: string, has = onPath, imports = hasModule): FoundTest[] {
  const list = (path: string): string[] =>
    entriesIn(join(folder, path))
      .map(({ name }) => (path === "." ? name : `${path}/${name}`))
      .sort();
  const names = [".", "test", "tests"].flatMap(list);
  const textOf = (path: string): string => {
    const read = readArtifact(join(folder, path));
    return read.ok ? new TextDecoder().decode(read.bytes) : "";
  };
  const fileOf = ([name, text]: Sign): string | undefined =>
    names.find((path) => name.test(path) && (text === undefined || text.test(textOf(path))));
  const missingOf = (command: string): string | undefined => {
    const [, option, module = ""] = command.split(" ");
    const program = missingProgram(command, has) ?? undefined;
    return program === undefined && option === "-m" && !imports(module, folder) ? module : program;
  };
  const found = ({ command, signs, needs = [], unless = [] }: Runner): FoundTest[] => {
    const isOne =
      needs.every((name) => names.some((path) => name.test(path))) && !unless.some(fileOf);
    const from = isOne ? signs.map(fileOf).find((path) => path !== undefined) : undefined;
    if (from === undefined) return [];
    const missing = missingOf(command);
    return [{ command, from, ...(missing !== undefined && { missing }) }];
  };
  const all = RUNNERS.map((alternatives) => alternatives.flatMap(found));
  return all.flatMap((one) => one.find(({ missing }) => missing === undefined) ?? one.slice(0, 1));
}

/** The commands that a project's own files speak for, the likeliest first. */
export function testsFound(
  root: string,
  has: HasProgram = onPath,
  imports = hasModule,
): FoundTest[] {
  const read = readPackage(root);
  if ("problem" in read || !hasScript(read, "test")) return foundTests(root, has, imports);
  const { manager } = managerOf(root, read.manager);
  const script = `${manager}${manager === "bun" ? " run" : ""} test`;
  const command = [script, "npm test"].find((one) => missingProgram(one, has) === null);
  return [
    { command: command ?? script, from: "package.json", ...(!command && { missing: manager }) },
  ];
}

/**
 * The command by which a project is tested whole, as its own files say; none where they do not say
 * it, or none can run here.
 */
export function ownTests(root: string, has: HasProgram = onPath, imports = hasModule): string[] {
  const found = testsFound(root, has, imports).find(({ missing }) => missing === undefined);
  return found !== undefined && isOwnCommand(found.command) ? [found.command] : [];
}

/** What a command that cannot start here lacks, in words for a person. */
export const lackText = ({ command, from, missing }: FoundTest): string =>
  `${command} (${from}) needs ${missing}, which is not installed here`;

/**
 * Why its tests are not run although its files speak of some, in words for a person; null: they
 * are, or there are none.
 */
export function testsProblem(
  root: string,
  has: HasProgram = onPath,
  imports = hasModule,
): string | null {
  const [first] = ownTests(root, has, imports).length > 0 ? [] : testsFound(root, has, imports);
  return first?.missing === undefined
    ? null
    : `the project's own tests are not run: ${lackText(first)}`;
}
