// @bun
import {
  nearBounds2
} from "./s110.js";
export {
  nearBounds2 as nearBounds
};
