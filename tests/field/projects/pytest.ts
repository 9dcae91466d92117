import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("pytest");

/**
 * A package with a src folder, tested with pytest; of what runs leave its ignore file names the
 * byte code alone.
 */
export const pytestGit: FieldProject = {
  name: "pytest",
  what: "a src package, parametrised pytest, in git",
  programs: ["pytest"],
  probe: ["pytest", "--version"],
  files: texts("files"),
  request: "tidy() has to keep particles such as von and de la in lower case",
  title: "Particles stay small",
  tests: "pytest",
  criteria: [
    {
      text: "Particles within a name stay in lower case",
      code: ["src/tidynames/__init__.py", "part in PARTICLES"],
      test: [
        "tests/test_tidy.py::test_particles[ludwig van beethoven-Ludwig van Beethoven]",
        "tests/test_tidy.py",
      ],
    },
    {
      text: "A particle at the beginning of a name is capitalized",
      code: ["src/tidynames/__init__.py", "index > 0"],
      test: ["test_first_word_is_capitalized", "tests/test_tidy.py"],
    },
  ],
  outOfScope: ["Irish names"],
  change: texts("change"),
  testChange: texts("testChange"),
  tries: [
    "pytest -q -x tests/test_tidy.py",
    "python3 -c 'import sys; sys.path.insert(0, \"src\"); import tidynames'",
  ],
  team: {
    names: "pytest",
    notes: { app: "Component Ownership: where the list of particles lives is not said" },
  },
  council: {
    // Python itself puts an ignore file into a new environment since 3.13 alone.
    installs: ["python3 -m venv --without-pip --system-site-packages .venv"],
    tasks: [
      {
        name: "The code",
        files: ["src/tidynames/__init__.py"],
        criteria: [".venv/bin/python -m pytest", "grep -q PARTICLES src/tidynames/__init__.py"],
      },
      {
        name: "Its tests",
        files: ["tests/test_tidy.py"],
        named: ["tests/test_*.py"],
        after: [1],
        criteria: [
          ".venv/bin/python -m pytest tests/test_tidy.py -k 'particles or first_word'",
          "pytest -q --junitxml=reports/unit.xml",
        ],
      },
    ],
  },
  phases: { document: "IDEA.md", config: { git: { branching_strategy: "phase" } } },
};

/** A script and its test in a folder that nobody has put under version control. */
export const pytestPlain: FieldProject = {
  name: "pytest-no-git",
  what: "a script and its test, pytest, no git",
  git: false,
  programs: ["python3"],
  probe: ["python3", "-m", "pytest", "--version"],
  files: texts("files2"),
  request: "summary should also give income and spending",
  title: "Income and spending",
  tests: "python3 -m pytest",
  criteria: [
    {
      text: "summary gives the income as the sum of positive amounts",
      code: ["report.py", '"income"'],
      test: ["test_income", "test_report.py"],
    },
    {
      text: "summary gives the spending as a positive sum of negative amounts",
      code: ["report.py", '"spending"'],
      test: ["test_spending", "test_report.py"],
    },
  ],
  outOfScope: ["Categories"],
  change: texts("change2"),
  testChange: texts("testChange2"),
  tries: ["python3 report.py < data.csv"],
  council: { narrow: "python3 -m pytest test_report.py -k 'income or spending'" },
  // With `git init` the files that are no plan's stay uncommitted, as the question says: their
  // milestone gets no tag.
  expects: {
    phases: {
      "execute-consent": ["init_git", null],
      "milestone-open": ["waive", "They are files of mine."],
    },
  },
};
