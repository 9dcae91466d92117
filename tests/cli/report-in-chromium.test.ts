// The report's page in a real browser: what it asks for, logs, runs and looks like.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pageText } from "../../src/render/html/page.ts";
import { CHROMIUM, Tab } from "../harness/chromium.ts";
import { firstOf, someOf } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { HOSTILE, hostilePage } from "../render/html-page.ts";
import { cli } from "./cli.ts";
import { makeCouncilRun } from "./make-council-run.ts";
import { STATES } from "./make-run.ts";

/** Texts whose contrast is below 4.5:1, and how many there are in all. */
const CONTRAST = `(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((one) => (one / 255 <= 0.03928 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (at) => {
    const box = at.closest("g.node");
    if (box) return getComputedStyle(box.querySelector("rect")).fill;
    for (let one = at; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (rgb(colour)[3] === 255) return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const poor = [];
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === "" || at.closest("script,title")) continue;
    count++;
    const style = getComputedStyle(at);
    const [a, b] = [light(at.closest("svg") ? style.fill : style.color), light(ground(at))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(at.className + " " + walker.currentNode.data.slice(0, 30) + " " + ratio.toFixed(2));
  }
  return { poor, count };
})()`;

const WIDTHS = `[document.documentElement.scrollWidth, innerWidth].join(" ")`;
const CLASSES = `[...document.querySelectorAll("g.node")].map((one) => one.getAttribute("class") + " " + one.querySelector(".how").textContent).join("|")`;

describe.skipIf(CHROMIUM === "")("in Chromium", () => {
  let tab: Tab;
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  const files: Record<string, string> = {};

  beforeAll(async () => {
    const put = (name: string, text: string): void => {
      files[name] = join(folder, `${name}.html`);
      writeFileSync(files[name], text);
    };
    put("hostile", pageText(hostilePage(HOSTILE.join(" "))));
    put("long", pageText(hostilePage(`${"w".repeat(400)} ${"日本語".repeat(100)}`)));
    for (const [name, make] of Object.entries({
      chain: STATES["complete after fixes and a waiver"],
      council: makeCouncilRun,
    })) {
      const { root } = await make();
      await cli(root, ["report", "--html"]);
      put(name, readFileSync(join(root, ".task/report.html"), "utf8"));
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

  test.each(someOf(NAMES))("%s: nothing is logged, asked for or run but its own", async (name) => {
    const url = await open(name);
    expect(await tab.value("document.getElementById('replay').hidden")).toBe(false);
    expect([tab.problems, tab.dialogs, tab.asked]).toEqual([[], [], [url]]);
    expect(
      await tab.value("[document.scripts.length, document.images.length, document.styleSheets.length].join()"),
    ).toBe("2,0,1");
  });

  test("the policy holds what would be put in: a script, a style, a picture, HTML from a string", async () => {
    await open("chain");
    await tab.value(`(() => {
      const script = document.createElement("script");
      script.append("window.ran = 1");
      try { document.body.append(script) } catch {}
      const image = new Image();
      image.src = "http://127.0.0.1:9/x.png";
      document.body.append(image);
      try { document.body.setAttribute("onclick", "window.ran = 2") } catch {}
      document.body.click();
      try { document.body.insertAdjacentHTML("beforeend", "<b id=made></b>") } catch {}
    })()`);
    expect(await tab.value("[window.ran, document.getElementById('made')].join()")).toBe(",");
    expect(tab.problems.length).toBeGreaterThan(0);
  });

  test.each(someOf(NAMES))("%s fits into 360 columns of a phone, with all details open", async (name) => {
    await open(name, 360);
    await tab.value("for (const one of document.querySelectorAll('details')) one.open = true");
    expect(await tab.value<string>(WIDTHS)).toBe("360 360");
  });

  test.each(firstOf(["light", "dark"] as const))("each text can be read in the %s", async (scheme) => {
    await tab.scheme(scheme);
    for (const name of ["hostile", "chain", "council"]) {
      await open(name);
      const ground = await tab.value<string>("getComputedStyle(document.body).backgroundColor");
      expect(ground).toBe(scheme === "light" ? "rgb(255, 255, 255)" : "rgb(13, 17, 23)");
      await tab.value("for (const one of document.querySelectorAll('details')) one.open = true");
      for (const place of ["max", "min"]) {
        await tab.value(
          `{ const s = document.getElementById("step"); s.value = s.${place}; s.dispatchEvent(new Event("input")) }`,
        );
        const { poor, count } = await tab.value<{ poor: string[]; count: number }>(CONTRAST);
        expect(poor).toEqual([]);
        expect(count).toBeGreaterThan(50);
      }
    }
    await tab.scheme("light");
  });

  test("keys move the slider through the states of the tasks, and its end is how they stand", async () => {
    await open("chain");
    const end = await tab.value<string>(CLASSES);
    expect(end).toContain("node s-waived let be by the person");
    await tab.value("document.getElementById('step').focus()");
    await tab.key("Home");
    expect(new Set((await tab.value<string>(CLASSES)).split("|"))).toEqual(new Set(["node s-none not there yet"]));
    expect(await tab.value("document.getElementById('said').textContent")).toBe("Nothing has happened yet");
    const seen = new Set<string>();
    const last = Number(await tab.value<string>("document.getElementById('step').max"));
    for (let at = 1; at <= last; at++) {
      await tab.key("ArrowRight");
      seen.add(await tab.value<string>(CLASSES));
      expect(await tab.value("document.getElementById('said').textContent")).toStartWith(`${at} · `);
    }
    expect(seen.size).toBeGreaterThan(20);
    expect([...seen].some((one) => one.includes("s-running") && one.includes("s-blocked"))).toBe(true);
    expect(await tab.value<string>(CLASSES)).toBe(end);
  });

  test("without script all is there but the slider", async () => {
    await tab.send("Emulation.setScriptExecutionDisabled", { value: true });
    await open("chain");
    await tab.send("Emulation.setScriptExecutionDisabled", { value: false });
    expect(await tab.value("getComputedStyle(document.getElementById('replay')).display")).toBe("none");
    expect(await tab.value<string>(CLASSES)).toContain("node s-waived let be by the person");
    await tab.value("document.querySelector('details.file summary').click()");
    expect(await tab.value("document.querySelector('details.file').open")).toBe(true);
  });

  test("on paper what is folded is open, also without script", async () => {
    await tab.send("Emulation.setScriptExecutionDisabled", { value: true });
    await open("chain");
    await tab.send("Emulation.setScriptExecutionDisabled", { value: false });
    const height = "document.querySelector('details.file pre').getBoundingClientRect().height";
    const screen = await tab.value<boolean>(
      "document.querySelector('details.file pre').checkVisibility({ contentVisibilityAuto: true })",
    );
    await tab.scheme("dark", "print");
    expect([screen, await tab.value<number>(height)]).toEqual([false, expect.any(Number)]);
    expect(await tab.value<boolean>("document.querySelector('details.file pre').checkVisibility()")).toBe(true);
    expect(await tab.value<number>(height)).toBeGreaterThan(20);
    expect(await tab.value<string>("getComputedStyle(document.documentElement).getPropertyValue('--ground')")).toBe(
      "#fff",
    );
    await tab.scheme("light");
  });
});
