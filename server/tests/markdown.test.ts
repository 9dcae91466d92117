// Markdown that strangers write, as the page shows it: what is too much of it stands there as it was written.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cleanup, tempDir } from "../../tests/harness/project.ts";

const PAGE = join(import.meta.dir, "../src/page");

/** As much of an element as the page makes. */
class Part {
  children: Part[] = [];
  constructor(
    readonly tag: string,
    readonly data = "",
  ) {}
  setAttribute(): void {}
  replaceChildren(...children: Part[]): void {
    this.children = children;
  }
  get text(): string {
    return this.data + this.children.map(({ text }) => text).join("");
  }
  get tags(): string[] {
    return [this.tag, ...this.children.flatMap(({ tags }) => tags)];
  }
}

let markdown: (text: string, level: number) => Part;
beforeAll(async () => {
  // Side by side, as the server has them.
  const folder = tempDir();
  for (const name of ["dom.js", "markdown.js"]) copyFileSync(join(PAGE, name), join(folder, name));
  copyFileSync(fileURLToPath(import.meta.resolve("marked")), join(folder, "marked.js"));
  const document = {
    createElement: (tag: string) => new Part(tag),
    createTextNode: (text: string) => new Part("", text),
  };
  Object.assign(globalThis, { document, Node: Part });
  ({ markdown } = await import(join(folder, "markdown.js")));
});
afterAll(() => {
  cleanup();
  for (const name of ["document", "Node"]) Reflect.deleteProperty(globalThis, name);
});

const countOf = (part: Part, tag: string): number => part.tags.filter((one) => one === tag).length;

test("what one writes is read: headings, lists in lists, quotes, emphasis", () => {
  const made = markdown("# A\n\nIt *is*.\n\n- one\n  - two\n\n> said\n> > before", 2);
  const tags = ["div", "h3", "p", "em", "ul", "li", "ul", "li", "blockquote", "p", "blockquote"];
  expect(made.tags.filter((tag) => tag !== "" && tag !== "span")).toEqual([...tags, "p"]);
});

test.each([
  ["quotes in quotes", ">".repeat(2_500)],
  ["the same with spaces", "> ".repeat(8_000)],
  ["lists in lists", "1. ".repeat(2_500)],
  ["both", "- > ".repeat(2_500)],
  ["emphasis in emphasis", "*a **b ".repeat(100) + "b** a*".repeat(100)],
])("%s: no deeper than a person reads", (_, text) => {
  const depth = (part: Part): number => 1 + Math.max(0, ...part.children.map(depth));
  expect(depth(markdown(text, 2))).toBeLessThan(100);
});

test("what takes the square of its length is shown as it is, and what stands beside it is read", () => {
  for (const long of [`${"a.".repeat(9_999)}@`, "_a".repeat(10_000), "*a* ".repeat(5_000)]) {
    const made = markdown(`*so*\n\n${long}\n\n*so*`, 2);
    expect(countOf(made, "em")).toBe(2);
    expect(made.text).toContain(long);
  }
  const quote = "> a\nb\n".repeat(2_000);
  expect(markdown(`*so*\n\n${quote}`, 2).tags).not.toContain("blockquote");
  // Many of them are no way around it.
  const many = markdown(`${"*a".repeat(900)}*\n\n`.repeat(40), 2);
  expect(countOf(many, "em")).toBeLessThan(20 * 900);
  const end = "*so* ".repeat(100);
  expect(countOf(markdown("a\n".repeat(50_000) + end, 2), "em")).toBe(0);
});
