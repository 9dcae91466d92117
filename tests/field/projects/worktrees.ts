import type { FieldProject } from "../project.ts";

const STORE = `package store

// Store holds notes by name.
type Store struct{ notes map[string]string }

func New() *Store { return &Store{notes: map[string]string{}} }

func (s *Store) Put(name, text string) { s.notes[name] = text }

func (s *Store) Get(name string) (string, bool) {
	text, ok := s.notes[name]
	return text, ok
}
`;
const STORE_TEST = `package store

import "testing"

func TestGet(t *testing.T) {
	s := New()
	s.Put("a", "first")
	if text, ok := s.Get("a"); !ok || text != "first" {
		t.Errorf("Get = %q, %v", text, ok)
	}
}
`;
const WEB = `package web

import (
	"net/http"

	"example.com/notes/store"
)

// Handler serves the notes of a store.
func Handler(s *store.Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/notes/", func(w http.ResponseWriter, r *http.Request) {
		text, ok := s.Get(r.URL.Path[len("/notes/"):])
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Write([]byte(text))
	})
	return mux
}
`;

/** Two areas that are built at the same time, each in a checkout of its own; the second one needs what the first one builds. */
export const worktrees: FieldProject = {
  name: "worktrees",
  what: "a Go service, two areas in worktrees of their own, a subtest per case",
  programs: ["go"],
  probe: ["go", "version"],
  files: {
    "go.mod": "module example.com/notes\n\ngo 1.19\n",
    Makefile: "test:\n\tgo test ./...\n\n.PHONY: test\n",
    "store/store.go": STORE,
    "store/store_test.go": STORE_TEST,
    "web/web.go": WEB,
  },
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
  change: {
    "store/store.go": `${STORE}
// Len returns the number of notes.
func (s *Store) Len() int { return len(s.notes) }
`,
    "web/web.go": WEB.replace('import (\n\t"net/http"', 'import (\n\t"fmt"\n\t"net/http"').replace(
      "\treturn mux",
      '\tmux.HandleFunc("/count", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, s.Len()) })\n\treturn mux',
    ),
  },
  testChange: {
    "store/store_test.go": `${STORE_TEST}
func TestLen(t *testing.T) {
	for name, count := range map[string]int{"none": 0, "two notes": 2} {
		t.Run(name, func(t *testing.T) {
			s := New()
			for i := 0; i < count; i++ {
				s.Put(string(rune('a'+i)), "x")
			}
			if s.Len() != count {
				t.Errorf("Len = %d, want %d", s.Len(), count)
			}
		})
	}
}
`,
    "web/web_test.go": `package web

import (
	"net/http/httptest"
	"testing"

	"example.com/notes/store"
)

func TestCount(t *testing.T) {
	s := store.New()
	s.Put("a", "x")
	w := httptest.NewRecorder()
	Handler(s).ServeHTTP(w, httptest.NewRequest("GET", "/count", nil))
	if w.Body.String() != "1" {
		t.Errorf("GET /count = %q", w.Body.String())
	}
}
`,
  },
  team: {
    names: "go test ./...",
    notes: { web: "API Contracts: who may count is not said. QUESTION: May anybody count the notes? @PM" },
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
