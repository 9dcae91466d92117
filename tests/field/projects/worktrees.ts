import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("worktrees");

/**
 * Two areas that are built at the same time, each in a checkout of its own; the second one needs
 * what the first one builds.
 */
export const worktrees: FieldProject = {
  name: "worktrees",
  what: "a Go service, two areas in worktrees of their own, a subtest per case",
  programs: ["go"],
  probe: ["go", "version"],
  files: texts("files"),
  request: "Notes can be counted: Store.Len, and GET /count answers with the number",
  title: "Count notes",
  tests: "go test ./...",
  criteria: [
    {
      text: "Store.Len returns the number of notes",
      code: ["store/store.go", "return len(s.notes)"],
      test: ["TestLen", "store/store_test.go"],
    },
    {
      text: "GET /count answers with the number",
      code: ["web/web.go", "fmt.Fprint(w, s.Len())"],
      test: ["TestCount", "web/web_test.go"],
    },
  ],
  outOfScope: ["Counting by prefix"],
  change: texts("change"),
  testChange: texts("testChange"),
  team: {
    names: "go test ./...",
    notes: {
      web: "API Contracts: who may count is not said. QUESTION: May anybody count the notes? @PM",
    },
    openPoints: { web: "GET /notes/ of an empty name answers 404; web's own, and as before" },
    areas: { store: ["store/**"], web: ["web/**"] },
    settings: { team: { profile: "app_worktree" } },
  },
  council: {
    tasks: [
      {
        name: "Count in the store",
        files: ["store/store.go", "store/store_test.go"],
        named: ["store/"],
        criteria: ["go test ./store/...", "go vet ./store"],
      },
      {
        name: "Count over HTTP",
        files: ["web/web.go", "web/web_test.go"],
        named: ["web/*.go"],
        after: [1],
        criteria: ["make test", "go build ./..."],
      },
      {
        name: "Tests are run by hand",
        files: ["Makefile"],
        deletes: ["Makefile"],
        after: [2],
        criteria: ["test ! -e Makefile", "go test ./..."],
      },
    ],
  },
  phases: {
    roadmap: [
      {
        name: "Count notes",
        criteria: [0, 1],
        plans: [
          {
            tasks: [
              {
                name: "Count in the store",
                files: ["store/store.go", "store/store_test.go"],
                named: ["store/"],
                criteria: ["go test ./store/...", "go vet ./store"],
              },
            ],
          },
          {
            after: [1],
            tasks: [
              {
                name: "Count over HTTP",
                files: ["web/web.go", "web/web_test.go"],
                named: ["web/*.go"],
                criteria: ["go test ./web/...", "go build ./..."],
              },
            ],
          },
          {
            tasks: [
              {
                name: "Tests are run by hand",
                files: ["Makefile"],
                deletes: ["Makefile"],
                criteria: ["test ! -e Makefile"],
              },
            ],
          },
        ],
      },
    ],
  },
};
