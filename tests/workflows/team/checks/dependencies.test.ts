import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { dependencyChanges, isManifest } from "../../../../src/workflows/team/checks/manifests.ts";

/** `+name to`, `-name from`, `~name from > to`. */
function told(file: string, before: string | null, after: string | null): string[] {
  const side = (text: string | null) => (text === null ? {} : { [file]: text });
  const changes = dependencyChanges(side(before), side(after));
  const line = ({ name, from, to }: (typeof changes)[number]): string =>
    from === null ? `+${name} ${to}` : to === null ? `-${name} ${from}` : `~${name} ${from} > ${to}`;
  return changes.map(line);
}

const pkg = (fields: object) => JSON.stringify(fields);

describe("package.json", () => {
  test.each<[string, string | null, string | null, string[]]>([
    ["added", pkg({}), pkg({ dependencies: { zod: "^4.0.0" } }), ["+zod ^4.0.0"]],
    ["a new file", null, pkg({ dependencies: { a: "1", b: "2" } }), ["+a 1", "+b 2"]],
    ["a file that went", pkg({ devDependencies: { a: "1" } }), null, ["-a 1 (devDependencies)"]],
    ["removed", pkg({ dependencies: { a: "1" } }), pkg({ dependencies: {} }), ["-a 1"]],
    ["another version", pkg({ dependencies: { a: "1" } }), pkg({ dependencies: { a: "2" } }), ["~a 1 > 2"]],
    ["moved", pkg({ devDependencies: { a: "1" } }), pkg({ dependencies: { a: "1" } }), ["~a 1 (devDependencies) > 1"]],
    ["an override", pkg({}), pkg({ overrides: { a: { b: "1" } } }), ['+a {"b":"1"} (overrides)']],
    ["only a script", pkg({ scripts: { a: "1" } }), pkg({ scripts: { a: "2" } }), []],
    ["white space", '{"dependencies":{"a":"1"}}', '{\r\n "dependencies": { "a": "1" } }', []],
    ["a byte order mark", "{}", `\uFEFF${pkg({ dependencies: { a: "1" } })}`, ["+a 1"]],
    ["cut off", pkg({ dependencies: { a: "1" } }), '{"dependencies":{', []],
    ["a list in place of packages", "{}", pkg({ dependencies: ["a"] }), ["+a any"]],
    ["too deep", "{}", `{"dependencies":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`, []],
    ["null", "null", pkg({ dependencies: { a: "1" } }), []],
    [
      "a hostile name",
      "{}",
      '{"dependencies":{"__proto__":"1","constructor":"2"}}',
      ["+__proto__ 1", "+constructor 2"],
    ],
  ])("%s", (_what, before, after, changes) => expect(told("package.json", before, after)).toEqual(changes));
});

describe("requirements.txt", () => {
  test.each<[string, string, string, string[]]>([
    ["added", "", "flask==3.0\n", ["+flask ==3.0"]],
    ["without a version", "", "flask", ["+flask any"]],
    ["another version", "flask==2.0\n", "flask>=3.0,<4\n", ["~flask ==2.0 > >=3.0,<4"]],
    ["the same name in other letters", "Flask_Login==1\n", "flask-login==1\n", []],
    ["comments, blanks and CRLF", "# no\r\n\r\nflask==1  # why\r\n", "flask==1\n", []],
    [
      "extras and markers",
      "",
      "uvicorn[standard]>=0.2 ; python_version > '3.8'",
      ["+uvicorn [standard]>=0.2 ; python_version > '3.8'"],
    ],
    ["an address", "", "pkg @ https://e.org/p.whl#sha256=1", ["+pkg @ https://e.org/p.whl#sha256=1"]],
    ["an editable source", "", "-e git+https://e.org/x.git#egg=x", ["+-e git+https://e.org/x.git#egg=x given"]],
    ["another file", "", "-r base.txt", ["+-r base.txt given"]],
    ["another index", "", "--index-url=https://e.org/", ["+--index-url=https://e.org/ given"]],
    ["hashes over several lines", "a==1\n", "a==1 \\\n  --hash=sha256:1 \\\n  --hash=sha256:2\n", []],
  ])("%s", (_what, before, after, changes) => expect(told("requirements.txt", before, after)).toEqual(changes));
});

describe("go.mod", () => {
  test.each<[string, string, string, string[]]>([
    ["one line", "module x\n", "module x\nrequire e.org/a v1.2.3\n", ["+e.org/a v1.2.3"]],
    ["a block", "", "require (\n\te.org/a v1\n\te.org/b v2 // indirect\n)\n", ["+e.org/a v1", "+e.org/b v2"]],
    ["another version", "require e.org/a v1", "require (\r\n e.org/a v2\r\n)", ["~e.org/a v1 > v2"]],
    ["a replacement", "", "replace e.org/a => ../a", ["+replace e.org/a => ../a given"]],
    ["a replacement in a block", "", "replace (\n e.org/a v1 => e.org/b v2\n)", ["+e.org/a v1 => e.org/b v2 given"]],
    ["a comment alone", "require e.org/a v1", "require e.org/a v1 // indirect", []],
    ["what is left out", "", "exclude e.org/a v1\nretract (\n v1.0.0\n)\ngodebug (\n x=1\n)\ntoolchain go1.22.5", []],
    ["a module with dots", "", "require e.org/a.b_c v1", ["+e.org/a.b_c v1"]],
    ["the language alone", "go 1.21", "go 1.22", []],
  ])("%s", (_what, before, after, changes) => expect(told("go.mod", before, after)).toEqual(changes));
});

describe("pyproject.toml", () => {
  test.each<[string, string, string, string[]]>([
    ["a list", "[project]\ndependencies = []", '[project]\ndependencies = ["flask>=3", "a"]', ["+a any", "+flask >=3"]],
    [
      "a list over lines",
      "",
      '[project]\ndependencies = [\n  "b[x]>=1", # why "c"\n  \'d\'\n]\nname = "e"',
      ["+b [x]>=1", "+d any"],
    ],
    ["a group", "", '[project.optional-dependencies]\ntest = ["pytest"]', ["+pytest any (optional-dependencies)"]],
    ["dependency groups", "", '[dependency-groups]\ndev = ["ruff"]', ["+ruff any (dependency-groups)"]],
    ["the build's own", "", '[build-system]\nrequires = ["hatchling"]', ["+hatchling any (requires)"]],
    [
      "poetry",
      '[tool.poetry.dependencies]\npython = "^3.9"\na = "^1"',
      '[tool.poetry.dependencies]\npython = "^3.10"\na = "^2"',
      ["~a ^1 > ^2"],
    ],
    [
      "poetry's groups",
      "",
      '[tool.poetry.group.dev.dependencies]\npytest = { version = "8" }',
      ['+pytest {"version":"8"}'],
    ],
    ["pdm's groups", "", '[tool.pdm.dev-dependencies]\ntest = ["pytest>=8"]', ["+pytest >=8 (dev-dependencies)"]],
    ["uv's own", "", '[tool.uv]\ndev-dependencies = ["ruff"]\npackage = true', ["+ruff any (dev-dependencies)"]],
    [
      "a group in a group",
      "",
      '[dependency-groups]\ndev = ["a", { include-group = "b" }]',
      ["+a any (dependency-groups)"],
    ],
    ["dotted keys", "", 'project.dependencies = ["a"]\ntool.poetry.dependencies.b = "^1"', ["+a any", "+b ^1"]],
    ["text that looks like a table", "", 'a = """\n[project]\ndependencies = [\'x\']\n"""', []],
    [
      "names of every object",
      "",
      "[project.optional-dependencies]\nconstructor = ['a']",
      ["+a any (optional-dependencies)"],
    ],
    ["another table", "", '[tool.ruff]\nselect = ["E"]\n[project]\nname = "x"', []],
  ])("%s", (_what, before, after, changes) => expect(told("pyproject.toml", before, after)).toEqual(changes));
});

test.each([
  ["a list that does not end", '[project]\ndependencies = ["a",'],
  ["tables in tables", `a = ${"{b=".repeat(100_000)}1${"}".repeat(100_000)}`],
  ["a long name", `[${"a.".repeat(100_000)}b]`],
  ["lists in lists", `a = ${"[".repeat(100_000)}`],
])("a pyproject.toml with %s asks for nothing", (_what, text) => {
  expect(told("pyproject.toml", null, text)).toEqual([]);
});

test.each<[string, boolean]>([
  ["package.json", true],
  ["web/package.json", true],
  ["requirements.txt", true],
  ["requirements-dev.txt", true],
  ["dev-requirements.in", true],
  ["api/go.mod", true],
  ["pyproject.toml", true],
  ["package-lock.json", false],
  ["node_modules/a/package.json", false],
  ["requirements.md", false],
  ["my_package.json", false],
])("%s is a manifest: %p", (path, is) => expect(isManifest(path)).toBe(is));

test("files are compared one by one, in order, and others are passed over", () => {
  const after = { "web/package.json": pkg({ dependencies: { a: "1" } }), "go.mod": "require b v1", "x.txt": "c==1" };
  expect(dependencyChanges({}, after).map(({ file, name }) => [file, name])).toEqual([
    ["go.mod", "b"],
    ["web/package.json", "a"],
  ]);
});

test("nothing changes between a file and itself, and what was added one way was removed the other", () => {
  const packages = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), fc.stringMatching(/^[0-9.^]{1,6}$/));
  fc.assert(
    fc.property(packages, packages, (a, b) => {
      const [before, after] = [a, b].map((dependencies) => ({ "package.json": pkg({ dependencies }) }));
      const turned = ({ from, to, ...one }: ReturnType<typeof dependencyChanges>[number]) => ({
        ...{ ...one, from: to, to: from },
      });
      const back = dependencyChanges(after!, before!).map(turned);
      expect(dependencyChanges(before!, after!)).toEqual(back);
      expect(dependencyChanges(after!, after!)).toEqual([]);
    }),
  );
});

test("any text of any manifest is read without an error", () => {
  const file = fc.constantFrom("package.json", "requirements.txt", "go.mod", "pyproject.toml");
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("[project]", "dependencies = [", '"a"', "]", "require (", ")", "a==1 \\", "-r x"),
  );
  fc.assert(
    fc.property(file, fc.array(line), (name, lines) => {
      expect(() => dependencyChanges({}, { [name]: lines.join("\n") })).not.toThrow();
    }),
  );
});
