// @bun
import {
  nearBounds2
} from "./s113.js";
export {
  nearBounds2 as nearBounds
};
