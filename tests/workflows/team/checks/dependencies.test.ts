import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { dependencyChanges, isManifest } from "../../../../src/workflows/team/checks/change.ts";

/** `+name to`, `-name from`, `~name from > to`. */
function told(file: string, before: string | null, after: string | null): string[] {
  const side = (text: string | null) => (text === null ? {} : { [file]: text });
  const { added, removed, changed, unreadable } = dependencyChanges(side(before), side(after));
  return [
    ...added.map(({ name, to }) => `+${name} ${to}`),
    ...removed.map(({ name, from }) => `-${name} ${from}`),
    ...changed.map(({ name, from, to }) => `~${name} ${from} > ${to}`),
    ...unreadable.map((path) => `?${path}`),
  ];
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
    ["cut off", "{}", '{"dependencies":{', ["?package.json"]],
    ["a list in place of packages", "{}", pkg({ dependencies: ["a"] }), ["?package.json"]],
    ["null", "null", "{}", ["?package.json"]],
    [
      "a hostile name",
      "{}",
      '{"dependencies":{"__proto__":"1","constructor":"2"}}',
      ["+__proto__ 1", "+constructor 2"],
    ],
  ])("%s", (_what, before, after, changes) => expect(told("package.json", before, after)).toEqual(changes));
});

test.each<[string, boolean]>([
  ["package.json", true],
  ["web/package.json", true],
  ["package-lock.json", false],
  ["node_modules/a/package.json", false],
  ["requirements.md", false],
  ["my_package.json", false],
])("%s is a manifest: %p", (path, is) => expect(isManifest(path)).toBe(is));

test("nothing changes between a file and itself, and what was added one way was removed the other", () => {
  const packages = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), fc.stringMatching(/^[0-9.^]{1,6}$/));
  fc.assert(
    fc.property(packages, packages, (a, b) => {
      const [before, after] = [a, b].map((dependencies) => ({ "package.json": pkg({ dependencies }) }));
      const there = dependencyChanges(before!, after!);
      const back = dependencyChanges(after!, before!);
      expect(there.added.map(({ name, to }) => [name, to])).toEqual(back.removed.map(({ name, from }) => [name, from]));
      expect(there.changed.map(({ name }) => name)).toEqual(back.changed.map(({ name }) => name));
      expect(dependencyChanges(after!, after!)).toEqual({ added: [], removed: [], changed: [], unreadable: [] });
    }),
  );
});
