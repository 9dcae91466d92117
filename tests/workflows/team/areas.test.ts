import { expect, test } from "bun:test";
import { type Areas, areasOf, ownersOf } from "../../../src/workflows/team/areas.ts";

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
  expect(ownersOf(AREAS)("src/backend/../frontend/a.ts")).toEqual(["frontend"]);
  expect(ownersOf(AREAS)("README.md")).toEqual([]);
  expect(ownersOf(areasOf({}))("README.md")).toEqual(["app"]);
});
