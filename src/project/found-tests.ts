import { existsSync } from "node:fs";
import { join } from "node:path";
import { entriesIn } from "../store/plain-file.ts";
import { isObject, parseJson, readArtifact } from "../store/small-file.ts";

/** What a project without a test script in package.json is tested with, by the files that it has. */

export interface FoundTest {
  command: string;
  /** The file that says so. */
  from: string;
}

/** The root of a project, as far as it tells how its tests are run. */
interface Root {
  names: string[];
  has(...paths: string[]): string | undefined;
  text(path: string): string;
}

function rootOf(folder: string): Root {
  const list = (path: string): string[] => entriesIn(join(folder, path)).map(({ name }) => name);
  const below = ["test", "tests"].flatMap((one) =>
    list(one)
      .sort()
      .map((name) => `${one}/${name}`),
  );
  return {
    names: [...list(".").sort(), ...below],
    has: (...paths) => paths.find((one) => existsSync(join(folder, one))),
    text(path) {
      const read = readArtifact(join(folder, path));
      return read.ok ? new TextDecoder().decode(read.bytes) : "";
    },
  };
}

const of = (from: string | undefined, command: string): FoundTest[] => (from === undefined ? [] : [{ command, from }]);

/** The value of a field of a JSON file, such as a script; undefined: it is not there. */
function fieldOf(root: Root, file: string, ...path: string[]): unknown {
  const json = parseJson(new TextEncoder().encode(root.text(file)), "last");
  return path.reduce<unknown>((now, key) => (isObject(now) ? now[key] : undefined), json.ok ? json.value : undefined);
}

/** pytest, where a file of the project says so or test files are called as pytest calls them. */
function python(root: Root): FoundTest[] {
  const says: [file: string, words: RegExp][] = [
    ["pytest.ini", /^/],
    ["conftest.py", /^/],
    ["tests/conftest.py", /^/],
    ["pyproject.toml", /\bpytest\b/],
    ["setup.cfg", /\[tool:pytest\]/],
    ["tox.ini", /\[pytest\]|\bpytest\b/],
  ];
  const file =
    says.find(([path, words]) => root.has(path) !== undefined && words.test(root.text(path)))?.[0] ??
    root.names.find((name) => /^requirements[\w.-]*\.(?:txt|in)$/.test(name) && /^pytest\b/m.test(root.text(name))) ??
    root.names.find((name) => /(?:^|\/)(?:test_[\w-]*|[\w-]*_test)\.py$/.test(name));
  const launcher = {
    "uv.lock": "uv run pytest",
    "poetry.lock": "poetry run pytest",
    "Pipfile.lock": "pipenv run pytest",
  };
  const lock = root.has(...Object.keys(launcher)) as keyof typeof launcher | undefined;
  return of(file, lock === undefined ? "python3 -m pytest" : launcher[lock]);
}

function ruby(root: Root): FoundTest[] {
  if (root.has("Gemfile") === undefined) return [];
  const rake = root.has("test") !== undefined && /TestTask|\btest\b/.test(root.text("Rakefile"));
  return [...of(root.has("spec"), "bundle exec rspec"), ...of(rake ? "Rakefile" : undefined, "bundle exec rake test")];
}

function php(root: Root): FoundTest[] {
  if (root.has("composer.json") === undefined) return [];
  const script = fieldOf(root, "composer.json", "scripts", "test") === undefined ? undefined : "composer.json";
  return [...of(root.has("phpunit.xml", "phpunit.xml.dist"), "vendor/bin/phpunit"), ...of(script, "composer test")];
}

function deno(root: Root): FoundTest[] {
  const file = root.has("deno.json", "deno.jsonc");
  const isTask = file !== undefined && fieldOf(root, file, "tasks", "test") !== undefined;
  return of(file, isTask ? "deno task test" : "deno test");
}

/** A distribution of Perl has its tests in `t`, and one of these files. */
const perl = (root: Root): FoundTest[] =>
  root.has("t") === undefined
    ? []
    : of(root.has("Makefile.PL", "Build.PL", "cpanfile", "dist.ini", "META.json"), "prove -lr t");

const jvm = (root: Root): FoundTest[] => [
  ...of(root.has("gradlew"), "./gradlew test"),
  ...(root.has("gradlew") ? [] : of(root.has("build.gradle", "build.gradle.kts"), "gradle test")),
  ...of(root.has("pom.xml"), root.has("mvnw") ? "./mvnw test" : "mvn test"),
];

/** In the order in which they are proposed: a runner that tells its tests by name stands before a target of make. */
export function foundTests(folder: string): FoundTest[] {
  const root = rootOf(folder);
  const make = root.has("Makefile", "makefile", "GNUmakefile");
  return [
    ...of(root.has("go.mod"), "go test ./..."),
    ...of(root.has("Cargo.toml"), "cargo test"),
    ...python(root),
    ...ruby(root),
    ...php(root),
    ...jvm(root),
    ...of(
      root.names.find((name) => /^[\w. -]+\.slnx?$/.test(name)),
      "dotnet test",
    ),
    ...of(root.has("mix.exs"), "mix test"),
    ...perl(root),
    ...deno(root),
    ...of(make !== undefined && /^test\s*:(?!=)/m.test(root.text(make)) ? make : undefined, "make test"),
  ];
}
