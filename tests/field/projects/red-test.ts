import type { FieldProject } from "../project.ts";

const TEST = `import unittest

from weather import advice, celsius


class TestWeather(unittest.TestCase):
    def test_celsius(self):
        self.assertEqual(celsius(212), 100)

    def test_advice_of_a_year_that_is_gone(self):
        self.assertEqual(advice(0, year=2019), "stay in")
`;

/** unittest with a test that has been red for years. */
export const redTest: FieldProject = {
  name: "red-test",
  what: "unittest, one test red from the beginning",
  programs: ["python3"],
  probe: ["python3", "--version"],
  files: {
    "weather.py": `def celsius(fahrenheit):
    return (fahrenheit - 32) * 5 / 9


def advice(degrees, year=2026):
    return "take a coat" if degrees < 10 else "enjoy"
`,
    "tests/__init__.py": "",
    "tests/test_weather.py": TEST,
    ".gitignore": "__pycache__/\n",
  },
  request: "weather.py needs fahrenheit(celsius)",
  title: "Fahrenheit",
  tests: "python3 -m unittest",
  criteria: [
    {
      text: "fahrenheit(100) is 212",
      code: ["weather.py", "degrees * 9 / 5 + 32"],
      test: ["test_fahrenheit", "tests/test_weather.py"],
    },
  ],
  outOfScope: ["Kelvin"],
  change: {
    "weather.py": `def celsius(fahrenheit):
    return (fahrenheit - 32) * 5 / 9


def fahrenheit(degrees):
    return degrees * 9 / 5 + 32


def advice(degrees, year=2026):
    return "take a coat" if degrees < 10 else "enjoy"
`,
  },
  testChange: {
    "tests/test_weather.py": `${TEST.replace("advice, celsius", "advice, celsius, fahrenheit")}
    def test_fahrenheit(self):
        self.assertEqual(fahrenheit(100), 212)
`,
  },
  team: { names: "python3 -m unittest" },
  council: {
    tasks: [
      { name: "The code", files: ["weather.py"], criteria: ["python3 -c 'from weather import fahrenheit'"] },
      {
        name: "Its test",
        files: ["tests/test_weather.py"],
        after: [1],
        criteria: ["python3 -m unittest tests.test_weather.TestWeather.test_fahrenheit", "python3 -m compileall -q ."],
      },
    ],
  },
  phases: {
    roadmap: [
      {
        name: "Fahrenheit",
        criteria: [0],
        shown: "python3 -m unittest tests.test_weather.TestWeather.test_fahrenheit",
        plans: [
          {
            tasks: [
              {
                name: "Fahrenheit and its test",
                tdd: true,
                files: ["tests/test_weather.py", "weather.py"],
                criteria: ["python3 -m unittest tests.test_weather.TestWeather.test_fahrenheit"],
              },
            ],
          },
        ],
      },
    ],
  },
};
