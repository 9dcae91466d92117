import type { FieldProject } from "../project.ts";

const RATES_TEST = `import pytest

from rates import convert


@pytest.mark.parametrize("path, expected", [("EUR::USD", 110), ("USD::EUR[mid]", 91)])
def test_converts(path, expected):
    assert convert(100, path) == expected
`;
const BILL_TEST = `from bill import line


def test_converts():
    assert line("rent", 100, "EUR::USD") == "rent: 110"
`;

/** Two Python packages, one pytest over both in two processes, which also writes a report of the project's own. */
export const pytestXdist: FieldProject = {
  name: "pytest-xdist",
  what: "two Python packages, pytest in two processes with a report of its own",
  programs: ["/usr/bin/python3"],
  probe: ["/usr/bin/python3", "-c", "import pytest, xdist"],
  files: {
    "pytest.ini":
      "[pytest]\naddopts = -n 2 --import-mode=importlib --junitxml=report.xml\npythonpath = rates bill\ntestpaths = rates bill\n",
    ".gitignore": "__pycache__/\n.pytest_cache/\nreport.xml\n",
    "rates/rates.py": `RATES = {"EUR::USD": 1.1, "USD::EUR[mid]": 0.91}


def convert(amount, path):
    return round(amount * RATES[path])
`,
    "rates/test_rates.py": RATES_TEST,
    "bill/bill.py": `from rates import convert


def line(what, amount, path):
    return f"{what}: {convert(amount, path)}"
`,
    "bill/test_bill.py": BILL_TEST,
  },
  request: "A path without a rate should be refused by name, and the bill should say so",
  title: "Rates that are not there",
  tests: "/usr/bin/python3 -m pytest",
  criteria: [
    {
      text: "convert refuses a path without a rate and names it",
      code: ["rates/rates.py", "raise LookupError"],
      test: ["test_refuses[EUR::XXX[mid]]", "rates/test_rates.py"],
    },
    {
      text: "The bill's line names what has no rate",
      code: ["bill/bill.py", "no rate"],
      test: ["bill/test_bill.py::test_refuses", "bill/test_bill.py"],
    },
  ],
  outOfScope: ["Rates of other days"],
  change: {
    "rates/rates.py": `RATES = {"EUR::USD": 1.1, "USD::EUR[mid]": 0.91}


def convert(amount, path):
    if path not in RATES:
        raise LookupError(path)
    return round(amount * RATES[path])
`,
    "bill/bill.py": `from rates import convert


def line(what, amount, path):
    try:
        return f"{what}: {convert(amount, path)}"
    except LookupError as error:
        return f"{what}: no rate {error.args[0]}"
`,
  },
  testChange: {
    "rates/test_rates.py": `${RATES_TEST}

@pytest.mark.parametrize("path", ["EUR::XXX[mid]", ""])
def test_refuses(path):
    with pytest.raises(LookupError):
        convert(100, path)
`,
    "bill/test_bill.py": `${BILL_TEST}

def test_refuses():
    assert line("rent", 100, "XXX") == "rent: no rate XXX"
`,
  },
  tries: ["/usr/bin/python3 -m pytest -n 0 rates"],
  team: { names: "/usr/bin/python3 -m pytest", areas: { rates: ["rates/**"], bill: ["bill/**"] } },
  council: {
    tasks: [
      {
        name: "Rates",
        files: ["rates/rates.py", "rates/test_rates.py"],
        named: ["rates/**"],
        criteria: ["/usr/bin/python3 -m pytest rates", "grep -q LookupError rates/rates.py"],
      },
      {
        name: "The bill",
        files: ["bill/bill.py", "bill/test_bill.py"],
        named: ["bill/*.py"],
        after: [1],
        criteria: ["/usr/bin/python3 -m pytest", "/usr/bin/python3 -m py_compile bill/bill.py"],
      },
    ],
  },
  phases: { settings: "branching=milestone,granularity=coarse" },
};
