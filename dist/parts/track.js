// @bun
import {
  outgrown2,
  TRACK2
} from "./s56.js";
export {
  TRACK2 as TRACK,
  outgrown2 as outgrown
};
