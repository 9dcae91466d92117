#!/bin/bash
# A project whose tests are green, the story, and a plan for it.
set -euo pipefail
mkdir -p src test
cat >src/greet.mjs <<'CODE'
/** A greeting by name. */
export function greet(name) {
  return `Hello, ${name}!`;
}
CODE
cat >src/legacy.mjs <<'CODE'
// TODO: rewrite this, it is ugly
export var shout = function (text) { return text.toUpperCase() + '!!' }
CODE
cat >test/greet.test.mjs <<'CODE'
import assert from "node:assert";
import { test } from "node:test";
import { greet } from "../src/greet.mjs";

test("greets by name", () => {
  assert.equal(greet("Ann"), "Hello, Ann!");
});
CODE
cat >story.md <<'TEXT'
AC1: greet(name) trims the name.
AC2: An empty name, or one of blanks alone, is greeted by "Hello!".
Test command: node --test
TEXT
cat >plan.json <<'TEXT'
{
  "title": "Names as people type them",
  "steps": [
    { "id": "S1", "title": "Tests for a name with blanks around it, an empty one, and one of blanks", "files": ["test/greet.test.mjs"], "covers": ["AC1", "AC2"] },
    { "id": "S2", "title": "greet trims the name and leaves an empty one out", "files": ["src/greet.mjs"], "covers": ["AC1", "AC2"], "depends_on": ["S1"] }
  ]
}
TEXT
