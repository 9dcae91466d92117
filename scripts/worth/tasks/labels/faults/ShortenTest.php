<?php

declare(strict_types=1);

use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/../src/load.php';

final class ShortenTest extends TestCase
{
    private function length(string $text): int
    {
        return mb_strlen($text, 'UTF-8');
    }

    public function testThereMayBeRoomForOneCharacterAlone(): void
    {
        $this->assertLessThanOrEqual(1, $this->length(Text::shorten('Donaudampfschifffahrt', 1)));
    }

    public function testNoLetterOfEuropeLosesAByte(): void
    {
        $signs = [0xD7, 0xF7];
        $codes = [...range(0xC0, 0x17F), ...range(0x3AC, 0x3CE), ...range(0x410, 0x45F)];
        foreach (array_diff($codes, $signs) as $code) {
            $letter = mb_chr($code, 'UTF-8');
            $this->assertSame("Tee x{$letter}…", Text::shorten("Tee x{$letter} und noch viel mehr", 8));
        }
    }

    public function testASubjectIsNoHtml(): void
    {
        $product = new Product('7', 'Salt & "Pepper" <mild> ' . str_repeat('x', 40), 1);
        $this->assertSame('New price: Salt & "Pepper" <mild>…', PriceMail::subject($product));
    }

    public function testWhatLooksLikeHtmlIsTextLikeOthers(): void
    {
        $this->assertLessThanOrEqual(40, $this->length(Text::shorten(str_repeat('&amp;', 20))));
        $product = new Product('7', 'Set &lt;10&gt; kg ' . str_repeat('x', 60), 1);
        $this->assertStringContainsString('<b>Set &amp;lt;10&amp;gt; kg', Label::html($product));
    }

    public function testANameOfSeveralLinesIsCutAsOthersAre(): void
    {
        foreach (["Tea\ngreen\n" . str_repeat('x', 60), str_repeat("Tea green\n", 20)] as $name) {
            $short = Text::shorten($name);
            $this->assertLessThanOrEqual(40, $this->length($short));
            $this->assertStringEndsWith('…', $short);
        }
    }

    public function testAWordEndsAtAnyBlank(): void
    {
        $this->assertSame('Tea green…', strtr(Text::shorten("Tea\tgreen\tblack", 13), "\t", ' '));
    }

    public function testWhatIsNotCutStaysAsItIs(): void
    {
        $this->assertSame('Tea  green…', Text::shorten('Tea  green  and  black', 13));
        $this->assertSame('Tea  green', Text::shorten('Tea  green', 10));
    }

    public function testABlankInFrontIsNoEndOfAWord(): void
    {
        $this->assertStringContainsString('Donau', Text::shorten(' Donaudampfschifffahrt', 12));
    }

    public function testAWordIsCutOnlyWhereNoneEndsBefore(): void
    {
        $this->assertSame('Der…', Text::shorten('Der Donaudampfschifffahrtskapitän', 20));
    }

    public function testANumberIsNotCutAtItsPoint(): void
    {
        foreach ([12, 13] as $most) {
            $this->assertSame('Olive oil…', Text::shorten('Olive oil 1,5 litres', $most));
            $this->assertSame('Olive oil…', Text::shorten('Olive oil 1.5 litres', $most));
        }
    }

    public function testA0IsATextLikeOthers(): void
    {
        $this->assertSame('0', Text::shorten('0'));
        $this->assertSame('0…', Text::shorten('0 kcal', 3));
    }
}
