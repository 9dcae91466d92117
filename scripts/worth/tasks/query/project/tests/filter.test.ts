import { expect, test } from "bun:test";
import { Alerts } from "../src/alerts.ts";
import { lookup } from "../src/paths.ts";
import { fits, parseWords } from "../src/words.ts";

test("all words have to hold", () => {
  const words = parseWords('level=error user="Ada Lovelace"');
  expect(fits(words, { level: "error", user: "Ada Lovelace" })).toBe(true);
  expect(fits(words, { level: "error" })).toBe(false);
});

test("a key with dots goes first", () => {
  expect(lookup({ "a.b": 1, a: { b: 2 } }, "a.b")).toBe(1);
  expect(lookup({ a: { "b.c": 3 } }, "a.b.c")).toBe(3);
  expect(lookup({}, "constructor.name")).toBe(undefined);
});

test("an alert with a bad filter does not disturb the others", () => {
  const told: string[] = [];
  const rules = [
    { name: "bad", where: "level" },
    { name: "errors", where: "level=error" },
  ];
  const alerts = new Alerts(rules, (message) => told.push(message));
  expect(alerts.fired({ level: "error" })).toEqual(["errors"]);
  expect(told.map((one) => one.split(":")[0])).toEqual(["bad"]);
});
