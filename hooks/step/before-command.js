// @bun
import{Wl}from"./s26.js";export{Wl as beforeCommand};
