// What a person hears of the host's permission mode before the work begins.
import { expect, test } from "bun:test";
import { modeLines } from "../../src/host/modes.ts";

test("a mode that stops an implementer is named, with what helps", () => {
  expect(modeLines("default")).toEqual([
    "Before it begins: mode default, where you are asked about each edit and each command of an implementer.",
    "To change that: choose acceptEdits or auto with Shift+Tab, or allow Edit and Write in permissions.allow.",
  ]);
});

test("of one that lets edits pass, and of one that nobody knows, nothing is said", () => {
  expect(["acceptEdits", "auto", "bypassPermissions", "toString", ""].flatMap(modeLines)).toEqual([]);
});
