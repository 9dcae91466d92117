// @bun
import{tl,nl,sl,ag}from"./s63.js";export{sl as assumes,tl as draftOf,ag as projectFacts,nl as roadmapOf};
