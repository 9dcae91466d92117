// What the stand-ins take the place of is there, also for those whose runs only `test:cheats`
// makes.
// Runs: with cheats too.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PLUGIN } from "../../scenario.ts";
import { declarationOf } from "./plugin.ts";
import { STAND_INS } from "./stand-ins.ts";

test("each can take the place of a function that is there", () => {
  for (const [guarantee, places] of Object.entries(STAND_INS)) {
    const missing = Object.keys(places).filter((place) => {
      const [file, name] = place.split("#") as [string, string];
      const text = readFileSync(join(PLUGIN, file), "utf8");
      return !declarationOf(name).test(text);
    });
    expect([guarantee, Object.keys(places).length > 0, missing]).toEqual([guarantee, true, []]);
  }
});
