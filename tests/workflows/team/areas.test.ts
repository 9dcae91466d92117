import { expect, test } from "bun:test";
import { type Areas, mayEdit, ONE_AREA, ownersOf } from "../../../src/workflows/team/areas.ts";

const AREAS: Areas = {
  platform: ["src/infra/**", ".github/**", "package.json"],
  backend: ["src/backend/**", "src/api.ts"],
  frontend: ["src/frontend/**", "src/api.ts"],
  größe: ["src/größe/"],
};
test("owners come in the order of the setting", () => {
  expect(ownersOf(AREAS)("src/backend/a.ts")).toEqual(["backend"]);
  expect(ownersOf(AREAS)("src\\api.ts")).toEqual(["backend", "frontend"]);
  expect(ownersOf(AREAS)("src/gro\u0308ße/a.ts")).toEqual(["größe"]);
  expect(ownersOf(AREAS)("README.md")).toEqual([]);
  expect(ownersOf(ONE_AREA)("README.md")).toEqual(["app"]);
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
