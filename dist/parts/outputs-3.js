// @bun
import {
  writeOutputs2,
  makeFolders2,
  writtenBy2,
  isByProgram2
} from "./s126.js";
export {
  isByProgram2 as isByProgram,
  makeFolders2 as makeFolders,
  writeOutputs2 as writeOutputs,
  writtenBy2 as writtenBy
};
