// @bun
import {
  nearBounds2
} from "./s114.js";
export {
  nearBounds2 as nearBounds
};
