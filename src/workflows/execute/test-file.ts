/** What tests read or compare with, as languages and their frameworks name it. */
const DATA = /(?:^|\/)(?:testdata|fixtures|golden|expected|__snapshots__|__mocks__)\/|\.snap$/i;
/** The same for folders of tests. */
const FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|[\w-]+\.Tests?)\//i;
const NAMES = [
  /\.(?:test|tests|spec|specs|cy|e2e)\.[\w.]+$/i,
  /[._-](?:test|tests|spec)\.\w+$/i,
  /^(?:test|spec)[._-].+\.\w+$/i,
  /^[A-Z]\w*(?:Tests?|TestCase|Spec)\.\w+$/,
  /^[A-Z]\w*[a-z\d]IT\.(?:java|kt|groovy|scala)$/,
  /^(?:conftest\.py|tests?\.\w+)$/i,
];

/** Whether no test is lost with a file of the tests. Pure. */
export const isTestData = (path: string): boolean => DATA.test(path);

/** Whether a file of the project belongs to its tests, by its path alone. Pure. */
export function isTestFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return isTestData(path) || FOLDER.test(path) || NAMES.some((one) => one.test(name));
}
