// @bun
import {
  taskOfAgent2,
  goneSteps2,
  subagentStop2,
  bindStep2,
  refusedText2,
  laterSpent2,
  stop2
} from "./s269.js";
export {
  bindStep2 as bindStep,
  goneSteps2 as goneSteps,
  laterSpent2 as laterSpent,
  refusedText2 as refusedText,
  stop2 as stop,
  subagentStop2 as subagentStop,
  taskOfAgent2 as taskOfAgent
};
