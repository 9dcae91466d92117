// @bun
import {
  askedOf2,
  declinable2,
  declinedSince2,
  disputedBlockers2,
  caughtBlockers2
} from "./s260.js";
export {
  askedOf2 as askedOf,
  caughtBlockers2 as caughtBlockers,
  declinable2 as declinable,
  declinedSince2 as declinedSince,
  disputedBlockers2 as disputedBlockers
};
