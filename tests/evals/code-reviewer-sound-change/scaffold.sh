#!/bin/bash
# A project of two files, as it is after the change, and the change as a diff.
set -euo pipefail
mkdir -p src test
cat >src/pages.mjs <<'CODE'
/** The items of one page; pages count from 1. A page that does not exist is empty. `size`: a whole number above 0. */
export function page(items, number, size) {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`size: found ${size}, expected a whole number above 0`);
  if (!Number.isInteger(number) || number < 1) return [];
  return items.slice((number - 1) * size, number * size);
}
CODE
cat >test/pages.test.mjs <<'CODE'
import assert from "node:assert";
import { test } from "node:test";
import { page } from "../src/pages.mjs";

const items = [1, 2, 3, 4, 5];

test("each page has its items, the last one those that are left", () => {
  assert.deepEqual([1, 2, 3].map((number) => page(items, number, 2)), [[1, 2], [3, 4], [5]]);
});

test("a page that does not exist is empty", () => {
  assert.deepEqual([0, -1, 1.5, 4].map((number) => page(items, number, 2)), [[], [], [], []]);
});

test("a size that is none is refused", () => {
  for (const size of [0, -1, 1.5, Number.NaN]) assert.throws(() => page(items, 1, size), RangeError);
});
CODE
{
  for file in src/pages.mjs test/pages.test.mjs; do
    printf -- '--- /dev/null\n+++ b/%s\n@@ -0,0 +1,%s @@\n' "$file" "$(wc -l <"$file")"
    sed 's/^/+/' "$file"
  done
} >change.diff
cat >story.md <<'TEXT'
AC1: page(items, number, size) gives the items of a page, the last one too when it is not full.
AC2: A page that does not exist is empty, and a size that is no whole number above 0 throws a RangeError.
TEXT
