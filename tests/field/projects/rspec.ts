import type { FieldProject } from "../project.ts";

const SPEC_HELPER = `# frozen_string_literal: true

require "roman"

RSpec.configure do |config|
  # Enable flags like --only-failures and --next-failure
  config.example_status_persistence_file_path = ".rspec_status"

  # Disable RSpec exposing methods globally on \`Module\` and \`main\`
  config.disable_monkey_patching!

  config.expect_with :rspec do |c|
    c.syntax = :expect
  end
end
`;
const SPEC = `# frozen_string_literal: true

RSpec.describe Roman do
  describe ".encode" do
    { 1 => "I", 4 => "IV", 2024 => "MMXXIV" }.each do |number, numeral|
      it "writes #{number} as #{numeral}" do
        expect(Roman.encode(number)).to eq numeral
      end
    end
  end
`;
const LIB = `# frozen_string_literal: true

# Roman numerals.
module Roman
  NUMERALS = {
    1000 => "M", 900 => "CM", 500 => "D", 400 => "CD", 100 => "C", 90 => "XC",
    50 => "L", 40 => "XL", 10 => "X", 9 => "IX", 5 => "V", 4 => "IV", 1 => "I"
  }.freeze

  def self.encode(number)
    NUMERALS.reduce(+"") do |text, (value, numeral)|
      text << (numeral * (number / value)).tap { number %= value }
    end
  end
`;

/** \`bundle gem\` with RSpec, which writes down the state of each example. */
export const rspec: FieldProject = {
  name: "rspec",
  what: "a gem, RSpec, names made of data",
  programs: ["rspec", "ruby"],
  probe: ["rspec", "--version"],
  files: {
    ".rspec": "--format documentation\n--color\n--require spec_helper\n",
    ".gitignore": "/.bundle/\n/.yardoc\n/_yardoc/\n/coverage/\n/doc/\n/pkg/\n/spec/reports/\n/tmp/\n",
    "lib/roman.rb": `${LIB}end\n`,
    "roman.gemspec": `# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "roman"
  spec.version = "0.1.0"
  spec.summary = "Roman numerals"
  spec.authors = ["Ada"]
  spec.files = Dir["lib/**/*.rb"]
end
`,
    "spec/spec_helper.rb": SPEC_HELPER,
    "spec/roman_spec.rb": `${SPEC}end\n`,
  },
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
  change: {
    "lib/roman.rb": `${LIB}
  def self.decode(text)
    rest = text.dup
    number = NUMERALS.sum do |value, numeral|
      count = 0
      count += 1 while rest.delete_prefix!(numeral)
      count * value
    end
    raise ArgumentError, "no numeral: #{text}" unless rest.empty? && encode(number) == text

    number
  end
end
`,
  },
  testChange: {
    "spec/roman_spec.rb": `${SPEC}
  describe ".decode" do
    { "IV" => 4, "MMXXIV" => 2024 }.each do |numeral, number|
      it "reads #{numeral} as #{number}" do
        expect(Roman.decode(numeral)).to eq number
      end
    end

    it "refuses what is no numeral" do
      expect { Roman.decode("IIII") }.to raise_error(ArgumentError)
    end
  end
end
`,
  },
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
