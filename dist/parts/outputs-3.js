// @bun
import {
  writeOutputs2,
  writtenBy2,
  isByProgram2
} from "./s84.js";
export {
  isByProgram2 as isByProgram,
  writeOutputs2 as writeOutputs,
  writtenBy2 as writtenBy
};
