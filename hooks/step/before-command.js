// @bun
import{Sl}from"./s16.js";export{Sl as beforeCommand};
