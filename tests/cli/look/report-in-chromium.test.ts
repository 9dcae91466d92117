// The report's page in a real browser: what it asks for, logs, runs and looks like.
// Runs: in full only.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accessFaults, keyboardFaults } from "../../harness/access.ts";
import { CHROMIUM, Tab } from "../../harness/chromium.ts";
import { CONTRAST } from "../../harness/contrast.ts";
import { firstOf, someOf } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import { HOSTILE, hostilePage } from "../../render/hostile-markdown.ts";
import { cli } from "../cli.ts";
import { makeCouncilRun } from "../made/make-council-run.ts";
import { STATES } from "../made/make-run.ts";

const WIDTHS = `[document.documentElement.scrollWidth, innerWidth].join(" ")`;
describe.skipIf(CHROMIUM === "")("in Chromium", () => {
  let tab: Tab;
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  const files: Record<string, string> = {};

  beforeAll(async () => {
    const put = (name: string, text: string): void => {
      files[name] = join(folder, `${name}.html`);
      writeFileSync(files[name], text);
    };
    for (const [name, make] of Object.entries({
      chain: STATES["complete after fixes and a waiver"],
      council: makeCouncilRun,
    })) {
      const { root } = await make();
      await cli(root, ["report", "--html"]);
      put(name, readFileSync(join(root, ".task/report.html"), "utf8"));
      if (name === "chain") {
        const { json } = await cli(root, ["report", "--json"]);
        put("hostile", hostilePage(json, HOSTILE.join(" ")));
        put("long", hostilePage(json, `${"w".repeat(400)} ${"日本語".repeat(100)}`));
      }
    }
    tab = await Tab.start();
  });
  afterAll(async () => {
    await tab?.close();
    rmSync(folder, { recursive: true, force: true });
    cleanup();
  });

  const NAMES = ["hostile", "long", "chain", "council"];
  const open = async (name: string, width = 1200): Promise<string> => {
    const url = pathToFileURL(files[name]!).href;
    await tab.size(width, 800);
    tab.problems.length = tab.asked.length = tab.dialogs.length = 0;
    await tab.go(url);
    return url;
  };

  test.each(someOf(NAMES))("%s: nothing is logged, asked for or run", async (name) => {
    const url = await open(name);
    expect([tab.problems, tab.dialogs, tab.asked]).toEqual([[], [], [url]]);
    expect(
      await tab.value(
        "[document.scripts.length, document.images.length, document.styleSheets.length].join()",
      ),
    ).toBe("0,0,1");
  });

  test.each(someOf(NAMES))(
    "%s fits into 360 columns of a phone and is whole at 390",
    async (name) => {
      for (const width of [360, 390]) {
        await open(name, width);
        expect(await tab.value<string>(WIDTHS)).toBe(`${width} ${width}`);
      }
    },
  );

  test.each(NAMES)("%s: keyboard and screen reader find their way", async (name) => {
    await open(name);
    expect(await accessFaults(tab)).toEqual([]);
    expect(await keyboardFaults(tab)).toEqual([]);
  });

  test.each(firstOf(["light", "dark"] as const))(
    "each text can be read in the %s",
    async (scheme) => {
      await tab.scheme(scheme);
      for (const name of ["hostile", "chain", "council"]) {
        await open(name);
        const ground = await tab.value<string>("getComputedStyle(document.body).backgroundColor");
        expect(ground).toBe(scheme === "light" ? "rgb(255, 255, 255)" : "rgb(13, 17, 23)");
        const { poor, count } = await tab.value<{ poor: string[]; count: number }>(CONTRAST);
        expect(poor).toEqual([]);
        expect(count).toBeGreaterThan(50);
      }
      await tab.scheme("light");
    },
  );
});
