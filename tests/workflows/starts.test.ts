// Runs: together.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startHere, startInHost } from "../../src/plugin.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import {
  allStarts,
  allWorkflows,
  startLine,
  startNameOf,
  startOf,
  startText,
  startTexts,
  WORKFLOW_NAMES,
} from "../../src/workflows/index.ts";

const markdown = (name: string): string =>
  readFileSync(
    join(import.meta.dir, "../../commands", `${name === "multi-ai" ? "do" : name}.md`),
    "utf8",
  );
const body = (text: string): string => text.slice(text.indexOf("\n---\n") + 5);

test("each workflow has a start command", () => {
  expect([...new Set(Object.values(allStarts()).map((one) => one.workflow))]).toEqual([
    ...WORKFLOW_NAMES,
  ]);
});

test.each(Object.entries(allStarts()))(
  "/multi-ai:%s starts an entry that is there, with options that it knows",
  (name, start) => {
    const entry = allWorkflows()[start.workflow]!.entries[start.entry]!;
    expect(entry).toBeDefined();
    for (const [flag, one] of Object.entries(start.flags))
      if (one.takes === "variant") expect(flag).toBe(entry.variants!.option);
    for (const option of Object.keys(start.defaults ?? {}))
      expect(start.flags[option]).toBeDefined();
    // One that finds out by itself what to start, and a second name, have the entry of another one.
    const others = Object.entries(allStarts()).filter(([, one]) => one.workflow === start.workflow);
    const [first] = others.find(([, one]) => one.entry === start.entry)!;
    if (!["next", "audit-milestone"].includes(name)) expect(first).toBe(name);
    expect(startNameOf(start)).toBe(first);
    expect(startText(start)).toBe(startHere(first, startOf(first).request));
    if (others[0]![0] === name) expect(startTexts()).toContain(startInHost(name, start.request));
  },
);

test("a start is typed again as it was, also where a shell would read a value as something else", () => {
  const options = { track: "quick", deploy: "a b;$c" };
  const start = { workflow: "team", entry: "start", auto: false, options };
  expect(startLine(start, "Fix what the shop's page says")).toBe(
    `multi-ai run team --track quick '--deploy=a b;$c' "Fix what the shop's page says"`,
  );
});

test.each(Object.entries(allStarts()))(
  "the markdown of /multi-ai:%s names its flags, and tells the main thread the same rules",
  (name, { flags, request }) => {
    const text = markdown(name);
    const hint = /^argument-hint: (.*)$/m.exec(text)![1]!;
    for (const flag of Object.keys(flags)) expect(hint).toContain(`[--${flag}`);
    expect(hint).toEndWith(`${request}"`);
    expect(text).toContain("\ndisable-model-invocation: true\n");
    expect(body(text)).toBe(body(markdown("multi-ai")));
  },
);

test.each(Object.entries(allStarts()))(
  "/multi-ai:%s promises nobody that nothing is asked: each run asks at its ceiling",
  (_name, { tells }) => {
    const settings = DEFAULT_SETTINGS;
    for (const options of [{}, { fix: "yes" }, { ask: "yes" }] as Record<string, string>[])
      expect(tells?.({ options, settings, assigned: {} } as never).asks ?? "").not.toMatch(
        /\bnothing\b|\bnever\b/,
      );
  },
);
