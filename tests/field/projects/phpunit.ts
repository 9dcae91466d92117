import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("phpunit");

/**
 * A library with PHPUnit as its configuration generator writes it; its result cache is not ignored.
 */
export const phpunit: FieldProject = {
  name: "phpunit",
  what: "a PHP library, data providers, result cache not ignored",
  programs: ["phpunit", "php"],
  probe: ["phpunit", "--version"],
  files: texts("files"),
  request: "A basket should refuse prices below zero and say how many things are in it",
  title: "Valid prices and a count",
  tests: "phpunit",
  criteria: [
    {
      text: "add() throws InvalidArgumentException for a price below zero",
      code: ["src/Basket.php", "throw new \\InvalidArgumentException"],
      test: ['BasketTest::testRefusesPrices with data set "one cent"', "tests/BasketTest.php"],
    },
    {
      text: "count($basket) is the number of things in it",
      code: ["src/Basket.php", "return count($this->prices)"],
      test: ["testCountsThings", "tests/BasketTest.php"],
    },
  ],
  outOfScope: ["Currencies"],
  change: texts("change"),
  testChange: texts("testChange"),
  team: { names: "phpunit" },
  tries: ["php -l src/Basket.php"],
  council: { narrow: "phpunit --filter 'testRefusesPrices|testCountsThings' tests/BasketTest.php" },
  phases: { asks: true },
};
