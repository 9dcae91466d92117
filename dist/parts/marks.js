// @bun
import {
  markLive2,
  unmark2,
  mark2
} from "./s212.js";
export {
  mark2 as mark,
  markLive2 as markLive,
  unmark2 as unmark
};
