// @bun
import {
  nearBounds2
} from "./s119.js";
export {
  nearBounds2 as nearBounds
};
