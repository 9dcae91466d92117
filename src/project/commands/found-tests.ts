import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "jsonc-parser";
import { apart } from "../../process/files/path.ts";
import { programApart } from "../../process/files/program-apart.ts";
import { entriesIn } from "../../store/files/plain-file.ts";
import { readArtifact } from "../../store/files/small-file.ts";
import { fieldsOf } from "../../store/json/fields.ts";

/**
 * What a project without a test script in package.json is tested with, by the files that it has.
 */

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
    {
      ...one("python3 -m unittest discover -s tests", /^tests\/test\w*\.py$/, UNITTEST),
      unless: PYTEST,
    },
    {
      ...one("python3 -m unittest discover -s test", /^test\/test\w*\.py$/, UNITTEST),
      unless: PYTEST,
    },
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

const isInstalled = (program: string): boolean =>
  program.includes("/") || Bun.which(program, { PATH: process.env.PATH }) !== null;

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

export function foundTests(folder: string, has = isInstalled, imports = hasModule): FoundTest[] {
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
    const [program = "", option, module = ""] = command.split(" ");
    if (!has(program)) return program;
    return option === "-m" && !imports(module, folder) ? module : undefined;
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
