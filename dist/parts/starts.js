// @bun
import {
  proceed2,
  settingsOr2,
  begin2,
  replacedBy2
} from "./s111.js";
export {
  begin2 as begin,
  proceed2 as proceed,
  replacedBy2 as replacedBy,
  settingsOr2 as settingsOr
};
