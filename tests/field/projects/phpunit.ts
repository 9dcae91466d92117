import type { FieldProject } from "../project.ts";

const PHP_TEST = `<?php

declare(strict_types=1);

namespace Acme\\Tests;

use Acme\\Basket;
use PHPUnit\\Framework\\TestCase;

final class BasketTest extends TestCase
{
    public function testSumsPrices(): void
    {
        $basket = new Basket();
        $basket->add('book', 1250);
        $basket->add('pen', 199);
        $this->assertSame(1449, $basket->total());
    }
`;
const PHP = `<?php

declare(strict_types=1);

namespace Acme;

final class Basket
{
    /** @var array<string, int> */
    private array $prices = [];
`;

/** A library with PHPUnit as its configuration generator writes it; its result cache is not ignored. */
export const phpunit: FieldProject = {
  name: "phpunit",
  what: "a PHP library, data providers, result cache not ignored",
  programs: ["phpunit", "php"],
  probe: ["phpunit", "--version"],
  files: {
    "composer.json": `{
    "name": "acme/basket",
    "type": "library",
    "autoload": {
        "psr-4": {
            "Acme\\\\": "src/"
        }
    },
    "scripts": {
        "test": "phpunit"
    }
}
`,
    ".gitignore": "/vendor/\n",
    "phpunit.xml": `<?xml version="1.0" encoding="UTF-8"?>
<phpunit bootstrap="tests/bootstrap.php" colors="true">
    <testsuites>
        <testsuite name="default">
            <directory>tests</directory>
        </testsuite>
    </testsuites>
</phpunit>
`,
    "tests/bootstrap.php": `<?php

spl_autoload_register(static function (string $class): void {
    $file = __DIR__ . '/../src/' . str_replace('Acme\\\\', '', $class) . '.php';
    if (is_file($file)) {
        require $file;
    }
});
`,
    "src/Basket.php": `${PHP}
    public function add(string $name, int $cents): void
    {
        $this->prices[$name] = $cents;
    }

    public function total(): int
    {
        return array_sum($this->prices);
    }
}
`,
    "tests/BasketTest.php": `${PHP_TEST}}\n`,
  },
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
  change: {
    "src/Basket.php": `${PHP.replace("final class Basket", "final class Basket implements \\Countable")}
    public function add(string $name, int $cents): void
    {
        if ($cents < 0) {
            throw new \\InvalidArgumentException("$name costs less than nothing");
        }
        $this->prices[$name] = $cents;
    }

    public function count(): int
    {
        return count($this->prices);
    }

    public function total(): int
    {
        return array_sum($this->prices);
    }
}
`,
  },
  testChange: {
    "tests/BasketTest.php": `${PHP_TEST}
    /** @dataProvider prices */
    public function testRefusesPrices(int $cents): void
    {
        $this->expectException(\\InvalidArgumentException::class);
        (new Basket())->add('book', $cents);
    }

    public static function prices(): array
    {
        return ['one cent' => [-1], 'ten euros' => [-1000]];
    }

    public function testCountsThings(): void
    {
        $basket = new Basket();
        $basket->add('book', 1250);
        $this->assertCount(1, $basket);
    }
}
`,
  },
  team: { names: "phpunit" },
  tries: ["php -l src/Basket.php"],
  council: { narrow: "phpunit --filter 'testRefusesPrices|testCountsThings' tests/BasketTest.php" },
  phases: { asks: true },
};
