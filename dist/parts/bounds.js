// @bun
import {
  nearBounds2
} from "./s115.js";
export {
  nearBounds2 as nearBounds
};
