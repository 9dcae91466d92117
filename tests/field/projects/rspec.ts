import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("rspec");

/** \`bundle gem\` with RSpec, which writes down the state of each example. */
export const rspec: FieldProject = {
  name: "rspec",
  what: "a gem, RSpec, names made of data",
  programs: ["rspec", "ruby"],
  probe: ["rspec", "--version"],
  files: texts("files"),
  request: "Roman.decode should read a numeral back and refuse what is none",
  title: "Read numerals back",
  tests: "rspec",
  paths: "dotted",
  criteria: [
    {
      text: "Roman.decode returns the number of a numeral",
      code: ["lib/roman.rb", "def self.decode(text)"],
      test: ["Roman.decode reads MMXXIV as 2024", "spec/roman_spec.rb"],
    },
    {
      text: "Roman.decode raises ArgumentError for what is no numeral",
      code: ["lib/roman.rb", "raise ArgumentError"],
      test: ["refuses what is no numeral", "spec/roman_spec.rb"],
    },
  ],
  outOfScope: ["Lower case"],
  change: texts("change"),
  testChange: texts("testChange"),
  team: { names: "rspec" },
  tries: ["rspec --only-failures", "ruby -Ilib -rroman -e 'puts Roman.decode(\"XIV\")'"],
  council: { narrow: "rspec spec/roman_spec.rb -e .decode" },
  phases: {
    roadmap: [
      {
        name: "Read numerals",
        criteria: [0, 1],
        plans: [
          {
            tasks: [
              {
                name: "Decode",
                tdd: true,
                files: ["spec/roman_spec.rb", "lib/roman.rb"],
                criteria: ["rspec spec/roman_spec.rb"],
              },
            ],
          },
        ],
      },
    ],
  },
};
