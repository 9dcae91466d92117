// @bun
import {
  nearBounds2
} from "./s116.js";
export {
  nearBounds2 as nearBounds
};
