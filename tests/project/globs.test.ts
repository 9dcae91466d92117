import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  globSet,
  guardSet,
  MAX_GLOB_LENGTH,
  mayMeet as meet,
  projectPath,
  waysOf,
  wholeGlob,
} from "../../src/project/globs.ts";

const WHOLE: [glob: string, path: string, matches: boolean][] = [
  ["**", "a", true],
  ["**", "a/b/.c", true],
  ["*", "a/b", false],
  ["*", ".env", true],
  ["a/**", "a/b/c", true],
  ["a/**", "a", false],
  ["a/**", "ab/c", false],
  ["**/x", "x", true],
  ["**/x", "a/b/x", true],
  ["**/x", "ax", false],
  ["a/**/b", "a/b", true],
  ["a/**/b", "a/x/y/b", true],
  ["a/**/b", "ab", false],
  ["a**b", "axxb", true],
  ["a**b", "a/b", false],
  ["?", "ä", true],
  ["?", "😀", true],
  ["a?c", "a/c", false],
  ["{a,b}/*.ts", "b/x.ts", true],
  ["{a,b}/*.ts", "c/x.ts", false],
  ["a{,b}", "a", true],
  ["{a,{b,c}d}x", "cdx", true],
  ["{a,{b,c}d}x", "cx", false],
  ["{**/a,b}/c", "x/y/a/c", true],
  ["x{**,b}", "xa/b", false],
  ["{a", "{a", true],
  ["a}", "a}", true],
  ["a,b", "a,b", true],
  ["app/[id]/page.tsx", "app/[id]/page.tsx", true],
  ["a.c", "abc", false],
  ["A", "a", false],
];

const SETTINGS: [globs: string[], path: string, matches: boolean][] = [
  [["src/backend/**"], "src\\backend\\auth.ts", true],
  [["src/backend/**"], "./src/backend/auth.ts", true],
  [["src\\backend\\**"], "src/backend/auth.ts", true],
  [["./src/backend/**"], "src/backend/auth.ts", true],
  [["/src/backend"], "src/backend/a/b.ts", true],
  [["src/backend"], "src/backend", true],
  [["src/backend"], "src/backend2/a.ts", false],
  [["src/backend/"], "src/backend/a/b.ts", true],
  [["src/backend/"], "src/backend", false],
  [["docs/"], "packages/a/docs/x.md", true],
  [["/docs/"], "packages/a/docs/x.md", false],
  [["*.sql"], "db/deep/x.sql", true],
  [["/*.sql"], "db/x.sql", false],
  [["./*.sql"], "x.sql", true],
  [["src/*"], "src/a/b.ts", false],
  [["src/*"], "src/a.ts", true],
  [["package.json"], "packages/a/package.json", true],
  [["/package.json"], "packages/a/package.json", false],
  [["**"], ".github/workflows/ci.yml", true],
  [["**"], "../outside.ts", false],
  [["**"], "", false],
  [["src/backend/**"], "src/backend/../frontend/a.ts", false],
  [["src/frontend/**"], "src/backend/../frontend/a.ts", true],
  [["src/caf\u00e9/**"], "src/cafe\u0301/a.ts", true],
  [["src/cafe\u0301/**"], "src/caf\u00e9/a.ts", true],
  [[], "a", false],
  [["/"], "a", false],
  [["*Test.java"], "src/Latest.java", false],
];

describe("a glob", () => {
  test.each(WHOLE)("%s on %s", (glob, path, matches) => {
    expect(wholeGlob(glob)(path)).toBe(matches);
  });

  test.each(SETTINGS)("of a setting: %j on %j", (globs, path, matches) => {
    expect(globSet(globs)(path)).toBe(matches);
  });

  test("many stars and braces on a long path need no backtracking", () => {
    expect(wholeGlob(`${"*a".repeat(60)}b`)("a".repeat(100_000))).toBe(false);
    expect(wholeGlob(`${"{a,aa}".repeat(25)}b`)("a".repeat(100_000))).toBe(false);
    expect(wholeGlob(`${"**/".repeat(40)}x`)("a/".repeat(20_000))).toBe(false);
    expect(wholeGlob("{".repeat(MAX_GLOB_LENGTH / 2) + "}".repeat(MAX_GLOB_LENGTH / 2))("")).toBe(
      true,
    );
    expect(wholeGlob("{".repeat(1_000_000))("a")).toBe(false);
  });
});

test("a path is brought to one form", () => {
  expect(projectPath(".\\src\\\\a\\.\\b.ts")).toBe("src/a/b.ts");
  expect(projectPath("/src//a/")).toBe("src/a");
  expect(projectPath("a/../../b")).toBe("../b");
  expect(projectPath("../../b")).toBe("../../b");
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "/", "\\", ".", "é", "e\u0301") }),
      (text) => {
        const once = projectPath(text);
        expect(projectPath(once)).toBe(once);
      },
    ),
  );
});

/** Lists that guard files: the deny list, frozen files. */
const GUARDS: [globs: string[], path: string, matches: boolean][] = [
  [["*.Token"], "a/B.TOKEN", true],
  [["*.d"], "conf.d/x/y", true],
  [["src/*"], "src/a/b.ts", true],
  [["config/private/"], "config/private", true],
  [["config/private"], "config/private2/x", false],
  [["config/private"], "x/config/private/y", false],
  [["/top.txt"], "sub/top.txt", false],
  [["./top.txt"], "top.txt", true],
  [["caf\u00e9/**"], "cafe\u0301/a", true],
  [["CAF\u00c9/**"], "cafe\u0301/a", true],
  [["keys"], "\u212aEYS/a", true],
  [["stra\u00dfe/*.pem"], "STRASSE/a.pem", true],
  [["cafe/**"], "caf\u00e9/a", false],
  [["app/[id]/**"], "app/[id]/page.tsx", true],
  [["id_[rd]sa"], "keys/id_rsa", true],
  [["id_[rd]sa"], "keys/id_xsa", false],
  [["*.token"], "../other/a.token", true],
  [["**"], "", false],
  [["{a,b/**}/c"], "b/x/c", true],
];
test.each(GUARDS)("a list that guards: %j on %j", (globs, path, matches) => {
  expect(guardSet(globs)(path)).toBe(matches);
});

const mayMeet = (one: string, other: string): boolean => meet(waysOf(one), waysOf(other));
const segment = fc.constantFrom(
  "a",
  "b",
  "ab",
  "*",
  "**",
  "a*",
  "*b",
  "?",
  "{a,b}",
  "{a/b,*}",
  "A",
);
const someGlob = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
const somePath = fc
  .array(fc.constantFrom("a", "b", "ab", "ba"), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join("/"));

test("two globs that match one path may meet, so may a glob and a folder above what it matches", () => {
  let both = 0;
  fc.assert(
    fc.property(someGlob, someGlob, somePath, (one, other, path) => {
      expect(mayMeet(one, other)).toBe(mayMeet(other, one));
      if (!wholeGlob(one)(path)) return;
      both += 1;
      expect(mayMeet(one, path)).toBe(true);
      expect(mayMeet(one, path.split("/")[0]!)).toBe(true);
      if (wholeGlob(other)(path)) expect(mayMeet(one, other)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
  expect(both).toBeGreaterThan(100);
});

test.each([
  ["src/a.ts", "src/b.ts", false],
  ["src", "srcs/a.ts", false],
  ["src/**/a.ts", "src/a.ts", true],
  ["./src/a.ts", "src//a.ts", true],
  ["SRC/A.ts", "src/a.TS", true],
  ["stra\u00dfe/a.ts", "STRASSE/A.ts", true],
  ["caf\u00e9.ts", "cafe.ts", false],
  ["*.test.ts", "a.spec.ts", false],
  ["a*c", "ab*d", false],
])("%s and %s", (one, other, meets) => {
  expect(mayMeet(one, other)).toBe(meets);
});
