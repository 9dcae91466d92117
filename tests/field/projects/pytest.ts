import type { FieldProject } from "../project.ts";

const PY_TEST = `import pytest

from tidynames import tidy


@pytest.mark.parametrize(
    "raw, expected",
    [
        ("ada lovelace", "Ada Lovelace"),
        ("  grace   hopper ", "Grace Hopper"),
    ],
)
def test_tidies(raw, expected):
    assert tidy(raw) == expected
`;

/** A package with a src folder, tested with pytest; of what runs leave its ignore file names the byte code alone. */
export const pytestGit: FieldProject = {
  name: "pytest",
  what: "a src package, parametrised pytest, in git",
  programs: ["pytest"],
  probe: ["pytest", "--version"],
  files: {
    "pyproject.toml": `[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "tidynames"
version = "0.1.0"
requires-python = ">=3.9"

[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["src"]
`,
    ".gitignore": "*.py[cod]\n",
    "src/tidynames/__init__.py": `"""Names as people write them."""


def tidy(raw):
    """Return a name with single blanks and capitals."""
    return " ".join(part.capitalize() for part in raw.split())
`,
    "tests/test_tidy.py": PY_TEST,
  },
  request: "tidy() has to keep particles such as von and de la in lower case",
  title: "Particles stay small",
  tests: "pytest",
  criteria: [
    {
      text: "Particles within a name stay in lower case",
      code: ["src/tidynames/__init__.py", "part in PARTICLES"],
      test: ["tests/test_tidy.py::test_particles[ludwig van beethoven-Ludwig van Beethoven]", "tests/test_tidy.py"],
    },
    {
      text: "A particle at the beginning of a name is capitalized",
      code: ["src/tidynames/__init__.py", "index > 0"],
      test: ["test_first_word_is_capitalized", "tests/test_tidy.py"],
    },
  ],
  outOfScope: ["Irish names"],
  change: {
    "src/tidynames/__init__.py": `"""Names as people write them."""

PARTICLES = {"van", "von", "de", "la", "der", "den"}


def tidy(raw):
    """Return a name with single blanks and capitals; particles within it stay small."""
    parts = raw.lower().split()
    return " ".join(
        part if index > 0 and part in PARTICLES else part.capitalize()
        for index, part in enumerate(parts)
    )
`,
  },
  testChange: {
    "tests/test_tidy.py": `${PY_TEST}

@pytest.mark.parametrize(
    "raw, expected",
    [
        ("ludwig van beethoven", "Ludwig van Beethoven"),
        ("OSCAR DE LA HOYA", "Oscar de la Hoya"),
    ],
)
def test_particles(raw, expected):
    assert tidy(raw) == expected


def test_first_word_is_capitalized():
    assert tidy("van morrison") == "Van Morrison"
`,
  },
  tries: ["pytest -q -x tests/test_tidy.py", "python3 -c 'import sys; sys.path.insert(0, \"src\"); import tidynames'"],
  team: { names: "pytest", notes: { app: "Component Ownership: where the list of particles lives is not said" } },
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

const SCRIPT_TEST = `from report import summary

ROWS = [("rent", -800), ("salary", 2100), ("food", -250)]


def test_balance():
    assert summary(ROWS)["balance"] == 1050
`;

/** A script and its test in a folder that nobody has put under version control. */
export const pytestPlain: FieldProject = {
  name: "pytest-no-git",
  what: "a script and its test, pytest, no git",
  git: false,
  programs: ["python3"],
  probe: ["python3", "-m", "pytest", "--version"],
  files: {
    "report.py": `import sys


def summary(rows):
    return {"balance": sum(amount for _, amount in rows)}


if __name__ == "__main__":
    rows = [line.rsplit(",", 1) for line in sys.stdin]
    print(summary([(name, int(amount)) for name, amount in rows]))
`,
    "test_report.py": SCRIPT_TEST,
    "data.csv": "rent,-800\nsalary,2100\nfood,-250\n",
  },
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
  change: {
    "report.py": `import sys


def summary(rows):
    amounts = [amount for _, amount in rows]
    return {
        "income": sum(amount for amount in amounts if amount > 0),
        "spending": -sum(amount for amount in amounts if amount < 0),
        "balance": sum(amounts),
    }


if __name__ == "__main__":
    rows = [line.rsplit(",", 1) for line in sys.stdin]
    print(summary([(name, int(amount)) for name, amount in rows]))
`,
  },
  testChange: {
    "test_report.py": `${SCRIPT_TEST}

def test_income():
    assert summary(ROWS)["income"] == 2100


def test_spending():
    assert summary(ROWS)["spending"] == 1050
`,
  },
  tries: ["python3 report.py < data.csv"],
  council: { narrow: "python3 -m pytest test_report.py -k 'income or spending'" },
  // With `git init` the files that are no plan's stay uncommitted, as the question says: their milestone gets no tag.
  expects: { phases: { "execute-place": ["init_git", null], "milestone-open": ["waive", "They are files of mine."] } },
};
