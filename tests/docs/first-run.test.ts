// The pictures of the first run: there, named, told in words, and without a trace of where they
// were made.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { PICTURES, wordsOf } from "../../scripts/first-run-pictures.ts";
import { linesOf } from "../../scripts/picture.ts";
import { read, root } from "./pages.ts";

const PAGE = read("docs/first-run.md");

test("the page shows exactly the pictures that are there, each with a text in place of it", () => {
  const shown = [...PAGE.matchAll(/!\[([^\]]{10,})\]\((pictures\/[^)]+)\)/g)].map(
    (match) => `docs/${match[2]}`,
  );
  const there = readdirSync(`${root}/docs/pictures`).filter((name) =>
    name.startsWith("first-run-"),
  );
  expect(shown).toEqual(PICTURES);
  expect(there.map((name) => `docs/pictures/${name}`).sort()).toEqual(PICTURES);
});

describe.each(PICTURES)("%s", (file) => {
  const svg = read(file);

  test("is small, says what it shows, and has colors for light and dark", () => {
    expect(svg.length).toBeLessThan(40_000);
    expect(svg).toMatch(/<title id="t">[^<]{5,}<\/title>\n<desc id="d">[^<]{30,}<\/desc>/);
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(wordsOf(svg).length).toBeGreaterThan(5);
  });

  test("holds no path of a machine, no secret and nothing that loads", () => {
    const held =
      /(?:^|[^\w.~])\/(?:home|root|Users|tmp|dev|private|var)\/|sk-|\bBearer\b|API_KEY|\d+\.\d+\.\d+/;
    expect(linesOf(svg).filter((line) => held.test(line))).toEqual([]);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
      /http|href|<script|<image/,
    );
  });
});
