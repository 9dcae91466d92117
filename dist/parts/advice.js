// @bun
import {
  adviceSchema2,
  kind3
} from "./s114.js";
export {
  adviceSchema2 as adviceSchema,
  kind3 as kind
};
