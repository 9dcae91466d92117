// @bun
import {
  OPEN_QUESTIONS2,
  CODEBASE2,
  codebaseFile2,
  researchKind2,
  synthesisKind2,
  codebaseKind2
} from "./s66.js";
export {
  CODEBASE2 as CODEBASE,
  OPEN_QUESTIONS2 as OPEN_QUESTIONS,
  codebaseFile2 as codebaseFile,
  codebaseKind2 as codebaseKind,
  researchKind2 as researchKind,
  synthesisKind2 as synthesisKind
};
