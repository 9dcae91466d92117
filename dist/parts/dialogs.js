// @bun
import {
  fillDialog2,
  typedText2,
  leftText2
} from "./s117.js";
export {
  fillDialog2 as fillDialog,
  leftText2 as leftText,
  typedText2 as typedText
};
