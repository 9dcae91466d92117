// @bun
import {
  writeOutputs2,
  makeFolders3,
  writtenBy2,
  isByProgram2
} from "./s168.js";
export {
  isByProgram2 as isByProgram,
  makeFolders3 as makeFolders,
  writeOutputs2 as writeOutputs,
  writtenBy2 as writtenBy
};
