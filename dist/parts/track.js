// @bun
import {
  outgrown2,
  TRACK2
} from "./s45.js";
export {
  TRACK2 as TRACK,
  outgrown2 as outgrown
};
