// @bun
import {
  CODEBASE2,
  codebaseFile2,
  researchKind2,
  synthesisKind2,
  codebaseKind2
} from "./s54.js";
export {
  CODEBASE2 as CODEBASE,
  codebaseFile2 as codebaseFile,
  codebaseKind2 as codebaseKind,
  researchKind2 as researchKind,
  synthesisKind2 as synthesisKind
};
