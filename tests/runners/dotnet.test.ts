// No .NET could be installed where the other fixtures were recorded: this file follows the
// published form of TRX by hand.
import { expect, test } from "bun:test";
import { parseTrx } from "../../src/runners/compiled/dotnet.ts";

const TRX = `<?xml version="1.0" encoding="utf-8"?>
<TestRun id="r" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
  <Results>
    <UnitTestResult testId="1" testName="Shop.Tests.CalcTests.Adds" outcome="Passed" />
    <UnitTestResult testId="2" testName="Shop.Tests.CalcTests.Doubles(n: 2)" outcome="Failed">
      <Output><ErrorInfo><Message>Assert.Equal() Failure</Message>
        <StackTrace>   at Shop.Tests.CalcTests.Doubles(Int32 n) in /code/my shop/tests/CalcTests.cs:line 12</StackTrace></ErrorInfo></Output>
    </UnitTestResult>
    <UnitTestResult testId="3" testName="Shop.Tests.CalcTests.Later" outcome="NotExecuted" />
    <UnitTestResult testId="4" testName="Shop.Tests.CalcTests.Hangs" outcome="Timeout" />
  </Results>
  <TestDefinitions>
    <UnitTest name="a" id="1"><TestMethod className="Shop.Tests.CalcTests" name="Adds" /></UnitTest>
    <UnitTest name="b" id="2"><TestMethod className="Shop.Tests.CalcTests" name="Doubles" /></UnitTest>
    <UnitTest name="c" id="3"><TestMethod className="Shop.Tests.CalcTests" name="Later" /></UnitTest>
    <UnitTest name="d" id="4"><TestMethod className="Shop.Tests.CalcTests" name="Hangs" /></UnitTest>
  </TestDefinitions>
</TestRun>`;

test("a TRX file: class, name with parameters, state and message; what has no known outcome has failed", () => {
  const tests = parseTrx(TRX)!;
  expect(tests.map((one) => [one.state, ...one.suites, one.name])).toEqual([
    ["passed", "Shop.Tests.CalcTests", "Adds"],
    ["failed", "Shop.Tests.CalcTests", "Doubles(n: 2)"],
    ["skipped", "Shop.Tests.CalcTests", "Later"],
    ["failed", "Shop.Tests.CalcTests", "Hangs"],
  ]);
  expect(tests[1]!.message).toContain("Assert.Equal() Failure");
  expect(tests[1]!.message).toContain("CalcTests.cs:line 12");
});
