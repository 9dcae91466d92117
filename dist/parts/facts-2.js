// @bun
import {
  draftOf2,
  roadmapOf2,
  assumes2,
  projectFacts2
} from "./s81.js";
export {
  assumes2 as assumes,
  draftOf2 as draftOf,
  projectFacts2 as projectFacts,
  roadmapOf2 as roadmapOf
};
