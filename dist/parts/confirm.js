// @bun
import {
  confirmed2
} from "./s158.js";
export {
  confirmed2 as confirmed
};
