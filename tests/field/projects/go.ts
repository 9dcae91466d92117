import type { FieldProject } from "../project.ts";

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
  files: {
    "go.mod": "module example.com/throttle\n\ngo 1.19\n",
    ".gitignore": "# Binaries for programs and plugins\n*.exe\n*.dll\n*.so\n*.dylib\n\n# Test binary\n*.test\n",
    "main.go": `package main

import (
	"fmt"
	"os"

	"example.com/throttle/limit"
)

func main() {
	n, err := limit.Parse(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(n)
}
`,
    "limit/limit.go": `// Package limit reads limits.
package limit

import (
	"strconv"
	"strings"
)

// Parse reads a number of bytes such as 12 or 3k.
func Parse(text string) (int, error) {
	factor := 1
	if strings.HasSuffix(text, "k") {
		text, factor = strings.TrimSuffix(text, "k"), 1024
	}
	n, err := strconv.Atoi(text)
	return n * factor, err
}
`,
    "limit/limit_test.go": GO_TEST,
  },
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
  change: {
    "limit/limit.go": `// Package limit reads limits.
package limit

import (
	"fmt"
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
	if err == nil && n < 0 {
		return 0, fmt.Errorf("negative limit %q", text)
	}
	return n * factor, err
}
`,
  },
  testChange: {
    "limit/limit_test.go": `${MEGABYTES}
func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"-3k", "-1"} {
		t.Run(text, func(t *testing.T) {
			if _, err := Parse(text); err == nil {
				t.Error("no error for a negative limit")
			}
		})
	}
}
`,
  },
  tries: ["go vet ./...", "gofmt -l .", "go test -cover ./...", "go run . 2m"],
  asks: {
    by: "sonnet",
    of: "code",
    code: ["limit/limit.go", "return n * factor, err"],
    problem: "A large number of megabytes overflows without an error.",
    fix: "Check the product.",
    declined: "int has 64 bits on every platform that this is built for; the story asks for no bound.",
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
        criteria: ["go test -coverprofile=cover.out ./limit -run 'TestParse|TestParseRefuses'", "go build ./..."],
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
            tasks: [{ name: "Refuse them", files: ["limit/limit.go"], criteria: ["go test ./...", "go vet ./..."] }],
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
