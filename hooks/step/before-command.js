// @bun
import{Wl}from"./s24.js";export{Wl as beforeCommand};
