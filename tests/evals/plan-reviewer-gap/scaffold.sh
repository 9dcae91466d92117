#!/bin/bash
# A project before a change, the story, and a plan for it.
set -euo pipefail
mkdir -p src
cat >src/greet.mjs <<'CODE'
/** A greeting by name. */
export function greet(name) {
  return `Hello, ${name}!`;
}
CODE
cat >src/cli.mjs <<'CODE'
import { greet } from "./greet.mjs";

console.log(greet(process.argv[2] ?? "world").toUpperCase());
CODE
cat >story.md <<'TEXT'
AC1: greet(name) trims the name, and greets nobody by an empty name: it says "Hello!".
AC2: greet(name) says which language it is in: it gives { text, language }, with "en" for now.
AC3: The command line prints what it printed before.
TEXT
cat >plan.json <<'TEXT'
{
  "title": "Greetings with a language",
  "steps": [
    {
      "id": "S1",
      "title": "greet trims the name and returns { text, language: \"en\" }",
      "files": ["src/greet.mjs"],
      "covers": ["AC1", "AC2", "AC3"]
    },
    {
      "id": "S2",
      "title": "A test that greet(\" Ann \") has the text \"Hello, Ann!\" and the language en",
      "files": ["test/greet.test.mjs"],
      "covers": ["AC1", "AC2"]
    }
  ]
}
TEXT
