// @bun
import{Wl}from"./s28.js";export{Wl as beforeCommand};
