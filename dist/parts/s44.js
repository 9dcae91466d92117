// @bun
// src/workflows/powers.ts
var DECIDES = "decides in your place";
var POWERS = [
  { field: "auto", does: DECIDES, without: false },
  { field: "tests.run", does: `${DECIDES}: no test is run`, without: true, again: true },
  { field: "tests.commands", does: "run in every run, in a shell where a line needs one", without: [], again: true },
  { field: "codex.missing", does: DECIDES, without: "ask" },
  {
    field: "notify",
    does: "is sent how runs stand, with what the named variables hold; a command runs",
    without: undefined
  },
  { field: "providers", does: "says where prompts and your keys are sent", without: undefined }
];

export { DECIDES, POWERS };
