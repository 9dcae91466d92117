// What the stand-ins take the place of is there, for each guarantee: also for those whose runs only `test:cheats` makes.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PLUGIN } from "../../scenario.ts";
import { CHEATS } from "../cheats.ts";
import { declarationOf, declaresInShell } from "./plugin.ts";
import { STAND_INS } from "./stand-ins.ts";

test("every guarantee that stops a cheat can be left out", () => {
  const stops = new Set(Object.values(CHEATS).map((one) => one.stops));
  expect<string[]>([...stops].toSorted()).toEqual(Object.keys(STAND_INS).toSorted());
  for (const [guarantee, places] of Object.entries(STAND_INS)) {
    const missing = Object.keys(places).filter((place) => {
      const [file, name] = place.split("#") as [string, string];
      const text = readFileSync(join(PLUGIN, file), "utf8");
      return file.endsWith(".sh") ? !declaresInShell(text, name) : !declarationOf(name).test(text);
    });
    expect([guarantee, Object.keys(places).length > 0, missing]).toEqual([guarantee, true, []]);
  }
});
