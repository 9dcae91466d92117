// @bun
import {
  PRE_REVIEW_PARTS2,
  PART_SCRIPTS2,
  leftOut2,
  KNOWN2,
  commandsOf2,
  foundCommands2,
  otherTests2,
  testsToRun2,
  testCommands2,
  isPersonsLine2,
  ownCommands2
} from "./s261.js";
export {
  KNOWN2 as KNOWN,
  PART_SCRIPTS2 as PART_SCRIPTS,
  PRE_REVIEW_PARTS2 as PRE_REVIEW_PARTS,
  commandsOf2 as commandsOf,
  foundCommands2 as foundCommands,
  isPersonsLine2 as isPersonsLine,
  leftOut2 as leftOut,
  otherTests2 as otherTests,
  ownCommands2 as ownCommands,
  testCommands2 as testCommands,
  testsToRun2 as testsToRun
};
