// @bun
import{Wl}from"./s23.js";export{Wl as beforeCommand};
