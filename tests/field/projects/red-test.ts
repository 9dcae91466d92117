import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("red-test");

/** unittest with a test that has been red for years. */
export const redTest: FieldProject = {
  name: "red-test",
  what: "unittest, one test red from the beginning",
  programs: ["python3"],
  probe: ["python3", "--version"],
  files: texts("files"),
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
  change: texts("change"),
  testChange: texts("testChange"),
  team: { names: "python3 -m unittest" },
  council: {
    tasks: [
      {
        name: "The code",
        files: ["weather.py"],
        criteria: ["python3 -c 'from weather import fahrenheit'"],
      },
      {
        name: "Its test",
        files: ["tests/test_weather.py"],
        after: [1],
        criteria: [
          "python3 -m unittest tests.test_weather.TestWeather.test_fahrenheit",
          "python3 -m compileall -q .",
        ],
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
