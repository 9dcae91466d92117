// A report as a page: what others wrote stays text, and what is too long is counted.
import { describe, expect, test } from "bun:test";
import type { Page, PageTask, Step } from "../../src/render/html/data.ts";
import { partsOf } from "../../src/render/html/diff.ts";
import { labelOf, layout } from "../../src/render/html/graph.ts";
import { dataText, escaped, html, visible } from "../../src/render/html/markup.ts";
import { BEGINNING, pageText } from "../../src/render/html/page.ts";
import { thinned } from "../../src/render/html/replay.ts";
import { scaleOf } from "../../src/render/html/timeline.ts";
import { HOSTILE, hostilePage, pageTask } from "./html-page.ts";

/** The tags of a page with their attributes, without what stands in its own style and script. */
const tagsOf = (text: string): string[] => text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "").match(/<[^>]*>/g) ?? [];

describe("what others wrote", () => {
  test.each(HOSTILE)("%j adds no tag, and is whole", (text) => {
    const [own, hostile] = [hostilePage("harmless"), hostilePage(text)].map((page) => tagsOf(pageText(page)));
    expect(hostile!.map((tag) => /^<\/?[a-z!-]+/i.exec(tag)?.[0])).toEqual(
      own!.map((tag) => /^<\/?[a-z!-]+/i.exec(tag)?.[0]),
    );
    expect(pageText(hostilePage(text))).toContain(escaped(text));
  });

  test("characters that cannot be seen are shown", () => {
    expect(visible("a\u001b[31m\u202eb\u2028\u2066c\u0000\ud800\u{e0041}")).toBe(
      "a␛[31m⟨U+202E⟩b⟨U+2028⟩⟨U+2066⟩c␀⟨U+D800⟩⟨U+E0041⟩",
    );
    expect(visible("tab\tline\nगा 日本語 👩‍💻 عربي")).toBe("tab\tline\nगा 日本語 👩‍💻 عربي");
  });

  test("a template escapes each value, once", () => {
    expect(html`<p title="${`"'`}">${["<", html`<b>${"&"}</b>`, null, 1]}</p>`.text).toBe(
      `<p title="&quot;&#39;">&lt;<b>&amp;</b>1</p>`,
    );
  });

  test("data for the script cannot end its element", () => {
    const value = { said: "</script><!--\u2028]]>" };
    const { text } = dataText(value);
    expect(text).not.toMatch(/[<>\u2028]/);
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe("the page", () => {
  const text = pageText(hostilePage("x"));

  test("begins as the program knows its own", () => expect(text).toStartWith(BEGINNING));

  test("names no address, and lets nothing be loaded", () => {
    expect(text).not.toMatch(/https?:|\/\/[a-z]|url\((?!#tip\))|@import/i);
    expect(tagsOf(text).filter((tag) => /\s(?:src|srcset|on\w+|style)=/i.test(tag))).toEqual([]);
    expect(text).toContain("default-src 'none'");
  });

  test("its policy has the hashes of its one style and its one script", () => {
    for (const [tag, part] of [
      ["style", "style-src"],
      ["script", "script-src"],
    ] as const) {
      const all = [...text.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))];
      expect(all).toHaveLength(1);
      const hash = new Bun.CryptoHasher("sha256").update(all[0]![1]!).digest("base64");
      expect(text).toContain(`${part} 'sha256-${hash}'`);
    }
  });
});

describe("bounds", () => {
  const page = hostilePage("x");

  test("of ten thousand findings some are shown, and it says how many are not", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({ ...page.facts.findings[0]!, id: `F${at}` }));
    const text = pageText({ ...page, facts: { ...page.facts, findings: many } });
    expect(text).toContain("9500 more are left out here; all of them: <code>multi-ai report --json</code>");
    expect(text.length).toBeLessThan(2_000_000);
  });

  test("of a text of a megabyte the beginning is shown", () => {
    const request = "y".repeat(1_000_000);
    const text = pageText({ ...page, facts: { ...page.facts, request } });
    expect(text).toContain("980000 more characters");
    expect(text.length).toBeLessThan(200_000);
  });

  test("a diff that was cut says so, and a file without its part, too", () => {
    const files = ["a", "b"].map((path) => ({ path, status: "added" as const, added: 1, removed: 0 }));
    const diff = {
      text: "diff --git a/a b/a\nnew file mode 100644\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+one\n",
      truncated: true,
    };
    const text = pageText({ ...page, diff, long: new Set(["b"]), facts: { ...page.facts, files } });
    expect(text).toContain('<span class="a">+one\n</span>');
    expect(text).toContain("It goes on: <code>git diff refs/multi-ai/x</code>");
    expect(text).toContain("Too long to be shown here. The whole: <code>git diff refs/multi-ai/x</code>");
  });

  test("a long journal has fewer steps, and ends in the same states", () => {
    const states = ["ready", "running", "done"] as const;
    const steps = Array.from({ length: 10_001 }, (_, at): Step => {
      const changed: Step["changed"] = [[at % 7, states[at % 3]!]];
      return { seq: at + 1, at: "2026-01-31T12:00:00Z", said: "", task: null, changed };
    });
    const few = thinned(steps);
    expect(few.length).toBeLessThanOrEqual(3_000);
    expect(few.at(-1)!.seq).toBe(10_001);
    const end = (all: Step[]) => Object.fromEntries(all.flatMap((one) => one.changed));
    expect(end(few)).toEqual(end(steps));
  });
});

describe("bounds of a run of many rounds", () => {
  const page = hostilePage("x");

  test("a reviewer's newest rounds are shown, and the others counted", () => {
    const rounds = Array.from({ length: 1_000 }, (_, at) => ({ ...page.rounds[0]!, task: `T${at}` }));
    const text = pageText({ ...page, rounds });
    expect(text).toContain("900 earlier ones are left out here");
    expect([text.includes("<b>T899</b>"), text.includes("<b>T900</b>"), text.includes("<b>T999</b>")]).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("seats that judged together are counted, and each has its word", () => {
    const voices = (["yes", "no"] as const).map((said) => ({
      name: `seat ${said}`,
      by: "x",
      said,
      approves: said === "yes",
      more: ["why"],
    }));
    const text = pageText({ ...page, panel: { title: "Votes", voices } });
    expect(text).toContain("<dt>Votes</dt><dd>1 of 2<small>approve</small>");
    expect(text).toMatch(/<h3>seat no<\/h3><span class="chip s-asks">no<\/span>/);
    expect(pageText({ ...page, panel: null })).not.toContain('id="panel"');
  });
});

describe("the graph", () => {
  test("a name stands in two lines, and only its end is cut", () => {
    expect(labelOf("T2 Look at machine and project")).toEqual(["T2 Look at machine", "and project"]);
    expect(labelOf("T1 Audit")).toEqual(["T1 Audit", ""]);
    expect(labelOf("T12 A name that no box of a graph has any room for")).toEqual([
      "T12 A name that no",
      "box of a graph has…",
    ]);
  });

  const at = (tasks: PageTask[]) => Object.fromEntries(layout(tasks).places);

  test("a fix and its re-review stand to the right of their review, and what waits for them below", () => {
    const places = at([
      pageTask("T1"),
      pageTask("T2", { after: ["T1"] }),
      pageTask("T3", { after: ["T2", "T5"] }),
      pageTask("T4", { kind: "fix", fixes: "T2", after: ["T2"] }),
      pageTask("T5", { kind: "rereview", after: ["T4"] }),
    ]);
    expect(places.T4!.y).toBe(places.T2!.y);
    expect(places.T4!.x).toBeGreaterThan(places.T2!.x);
    expect(places.T5!.x).toBeGreaterThan(places.T4!.x);
    expect(places.T3!.y).toBeGreaterThan(places.T5!.y);
    expect(places.T3!.x).toBe(places.T1!.x);
  });

  test("no two boxes of a wide run lie on each other, and a circle is drawn, too", () => {
    const wide = Array.from({ length: 40 }, (_, n) => pageTask(`T${n + 2}`, { after: ["T1"] }));
    const loops = Array.from({ length: 10 }, (_, n) => [
      pageTask(`T${100 + 2 * n}`, { kind: "fix", fixes: n === 0 ? "T2" : `T${99 + 2 * n}` }),
      pageTask(`T${101 + 2 * n}`, { kind: "rereview", after: [`T${100 + 2 * n}`] }),
    ]).flat();
    const { places } = layout([pageTask("T1", { after: ["T41"] }), ...wide, ...loops]);
    expect(places.size).toBe(61);
    expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(61);
  });
});

test("times in which nothing went on are shortened, in order", () => {
  const { at, cuts } = scaleOf([
    [0, 100],
    [100_000, 100_100],
    [50, 120],
  ]);
  expect([at(0), at(100_100)]).toEqual([0, 1_000]);
  expect(at(120)).toBeGreaterThan(400);
  expect(at(60_000)).toBeLessThanOrEqual(at(100_000));
  expect(cuts).toEqual([at(100_000)]);
});

test("a diff falls into its files, also with lines that look like one", () => {
  const parts = partsOf({
    text: "diff --git a/x b/x\n@@ -1 +1 @@\n-diff --git a\n+b\ndiff --git a/y b/y\nBinary files differ\n",
    truncated: false,
  });
  expect(parts.map(({ head, lines }) => [head, lines.length])).toEqual([
    ["diff --git a/x b/x", 3],
    ["diff --git a/y b/y", 1],
  ]);
});

test("an empty page is one", () => {
  const page: Page = { ...hostilePage("x"), tasks: [], steps: [], events: 0, asked: [] };
  expect(pageText(page)).toContain("Nothing has begun yet.");
});
