import { expect, test } from "bun:test";
import { globSet } from "../../../src/project/globs.ts";
import { type Areas, areasOfPath, crossed, mayEdit, ONE_AREA } from "../../../src/workflows/team/areas.ts";

const AREAS: Areas = {
  platform: ["src/infra/**", ".github/**", "package.json"],
  backend: ["src/backend/**", "src/api.ts"],
  frontend: ["src/frontend/**", "src/api.ts"],
  größe: ["src/größe/"],
};
const isTest = globSet(["**/*.test.*", "tests/"]);

test("owners come in the order of the setting", () => {
  expect(areasOfPath("src/backend/a.ts", AREAS)).toEqual(["backend"]);
  expect(areasOfPath("src\\api.ts", AREAS)).toEqual(["backend", "frontend"]);
  expect(areasOfPath("src/gro\u0308ße/a.ts", AREAS)).toEqual(["größe"]);
  expect(areasOfPath("README.md", AREAS)).toEqual([]);
  expect(areasOfPath("README.md", ONE_AREA)).toEqual(["app"]);
});

test("changed files are sorted by owner, tests apart", () => {
  const paths = [
    "src/frontend/b.tsx",
    "src/api.ts",
    "./src/api.ts",
    "README.md",
    "src/backend/a.test.ts",
    ".github/x.yml",
  ];
  expect(crossed(paths, AREAS, isTest)).toEqual({
    areas: ["platform", "backend", "frontend"],
    files: [
      { area: "platform", paths: [".github/x.yml"] },
      { area: "backend", paths: ["src/api.ts"] },
      { area: "frontend", paths: ["src/frontend/b.tsx", "src/api.ts"] },
    ],
    shared: [{ path: "src/api.ts", areas: ["backend", "frontend"] }],
    unowned: ["README.md"],
    tests: ["src/backend/a.test.ts"],
  });
  expect(crossed([], AREAS, isTest).areas).toEqual([]);
  expect(crossed(["tests/a.ts"], ONE_AREA, isTest)).toMatchObject({ areas: [], tests: ["tests/a.ts"] });
});

test.each<[string, string, string, string[]]>([
  ["src/backend/a.ts", "backend", "own", []],
  ["src/api.ts", "backend", "shared", ["frontend"]],
  ["src/api.ts", "platform", "foreign", ["backend", "frontend"]],
  ["src/frontend/a.ts", "backend", "foreign", ["frontend"]],
  ["src/backend/../frontend/a.ts", "backend", "foreign", ["frontend"]],
  ["README.md", "backend", "unowned", []],
  ["../other/a.ts", "backend", "foreign", []],
  ["..", "backend", "foreign", []],
  ["", "backend", "foreign", []],
  ["src/backend/a.ts", "nobody", "foreign", ["backend"]],
])("%s by %s: %s", (path, area, may, owners) => {
  expect(mayEdit(path, area, AREAS)).toEqual({ may: may as "own", owners });
});
