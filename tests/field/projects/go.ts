import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("go");

const GO_TEST = `package limit

import "testing"

func TestParse(t *testing.T) {
	tests := []struct {
		name string
		text string
		want int
	}{
		{"plain bytes", "12", 12},
		{"kilobytes", "3k", 3072},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse(tt.text)
			if err != nil || got != tt.want {
				t.Errorf("Parse(%q) = %d, %v; want %d", tt.text, got, err, tt.want)
			}
		})
	}
}
`;

const MEGABYTES = GO_TEST.replace(
  '\t\t{"kilobytes", "3k", 3072},\n',
  '\t\t{"kilobytes", "3k", 3072},\n\t\t{"two megabytes", "2m", 2097152},\n',
);

const SUFFIXES = `// Package limit reads limits.
package limit

import (
	"strconv"
	"strings"
)

var factors = map[string]int{"k": 1024, "m": 1024 * 1024}

// Parse reads a number of bytes such as 12, 3k or 2m.
func Parse(text string) (int, error) {
	number, factor := text, 1
	for suffix, by := range factors {
		if strings.HasSuffix(text, suffix) {
			number, factor = strings.TrimSuffix(text, suffix), by
		}
	}
	n, err := strconv.Atoi(number)
	return n * factor, err
}
`;

/** A command with a package of its own, and table tests. */
export const go: FieldProject = {
  name: "go",
  what: "a Go command with a package, table tests",
  programs: ["go"],
  probe: ["go", "version"],
  files: texts("files"),
  request: "limits should accept megabytes (m) and refuse negative numbers",
  title: "Megabytes, and no negative limits",
  tests: "go test ./...",
  criteria: [
    {
      text: "A suffix m stands for 1024 * 1024 bytes",
      code: ["limit/limit.go", "1024 * 1024"],
      test: ["TestParse/two megabytes", "limit/limit_test.go"],
    },
    {
      text: "A negative number is an error that names the text",
      code: ["limit/limit.go", 'fmt.Errorf("negative limit'],
      test: ["TestParseRefuses", "limit/limit_test.go"],
    },
  ],
  outOfScope: ["Gigabytes"],
  change: texts("change"),
  testChange: texts("testChange"),
  tries: ["go vet ./...", "gofmt -l .", "go test -cover ./...", "go run . 2m"],
  asks: {
    by: "sonnet",
    of: "code",
    code: ["limit/limit.go", "return n * factor, err"],
    problem: "A large number of megabytes overflows without an error.",
    fix: "Check the product.",
    declined:
      "int has 64 bits on every platform that this is built for; the story asks for no bound.",
  },
  team: {
    blocker: {
      area: "app",
      text: "limit/limit.go:15 the order of a map is random, so a suffix may win by chance",
      declined: "No suffix is the end of another one, so the order cannot matter.",
    },
  },
  council: {
    auto: true,
    tasks: [
      {
        name: "The code",
        files: ["limit/limit.go"],
        criteria: ["go test ./...", "grep -qF '1024 * 1024' limit/limit.go"],
      },
      {
        name: "Its tests",
        files: ["limit/limit_test.go"],
        after: [1],
        // What it writes is ignored by nobody.
        criteria: [
          "go test -coverprofile=cover.out ./limit -run 'TestParse|TestParseRefuses'",
          "go build ./...",
        ],
      },
    ],
  },
  phases: {
    config: { workflow: { plan_check: false } },
    roadmap: [
      {
        name: "Megabytes",
        criteria: [0],
        plans: [
          {
            tasks: [
              {
                name: "A suffix more",
                tdd: true,
                files: ["limit/limit_test.go", "limit/limit.go"],
                criteria: ["go test ./limit"],
                texts: { "limit/limit.go": SUFFIXES, "limit/limit_test.go": MEGABYTES },
              },
            ],
          },
        ],
      },
      {
        name: "No negative limits",
        criteria: [1],
        plans: [
          {
            tasks: [
              {
                name: "Refuse them",
                files: ["limit/limit.go"],
                criteria: ["go test ./...", "go vet ./..."],
              },
            ],
          },
          {
            after: [1],
            tasks: [
              {
                name: "Its tests",
                files: ["limit/limit_test.go"],
                // What it writes is ignored by nobody.
                criteria: [
                  "go test -coverprofile=cover.out ./limit -run 'TestParse|TestParseRefuses'",
                  "go build ./...",
                ],
              },
            ],
          },
        ],
      },
    ],
  },
};
