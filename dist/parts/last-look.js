// @bun
import {
  isAsLookedBefore2,
  isAsLooked2,
  sinceLastLook2,
  passLooked2
} from "./s215.js";
export {
  isAsLooked2 as isAsLooked,
  isAsLookedBefore2 as isAsLookedBefore,
  passLooked2 as passLooked,
  sinceLastLook2 as sinceLastLook
};
