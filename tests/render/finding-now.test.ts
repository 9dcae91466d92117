// Runs: together.
import { expect, test } from "bun:test";
import { nowThere } from "../../src/render/report-page.ts";
import { filesInDiff } from "../../src/render/shown/diff.ts";

/** Three lines came before what was wrong in line 12, which was mended. */
const SINCE = `diff --git a/src/cart.ts b/src/cart.ts
--- a/src/cart.ts
+++ b/src/cart.ts
@@ -1,2 +1,5 @@
 one
+two
+three
+four
 five
@@ -10,5 +13,5 @@
 ten
 eleven
-wrong
+right
 thirteen
 fourteen
`;

test("what stands now where a finding was follows its line, and nothing is shown that nobody can tell", () => {
  const files = filesInDiff(SINCE);
  expect(nowThere(files, "src/cart.ts:12")).toEqual([
    "ten",
    "eleven",
    "right",
    "thirteen",
    "fourteen",
  ]);
  // Line 15 is the mended one's number now, and was another line then.
  for (const at of ["src/cart.ts:15", "src/other.ts:12", "src/cart.ts", null])
    expect([at, nowThere(files, at)]).toEqual([at, []]);
});
