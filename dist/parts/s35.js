// @bun
// src/workflows/execute/test-file.ts
var FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|testdata|fixtures|__snapshots__|__mocks__|[\w-]+\.Tests?)\//i;
var NAMES = [
  /\.(?:test|tests|spec|specs|cy|e2e)\.[\w.]+$/i,
  /[._-](?:test|tests|spec)\.\w+$/i,
  /^(?:test|spec)[._-].+\.\w+$/i,
  /^[A-Z]\w*(?:Tests?|TestCase|Spec)\.\w+$/,
  /^[A-Z]\w*[a-z\d]IT\.(?:java|kt|groovy|scala)$/,
  /^(?:conftest\.py|tests?\.\w+)$/i
];
function isTestFile(path) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return FOLDER.test(path) || NAMES.some((one) => one.test(name));
}

export { isTestFile };
