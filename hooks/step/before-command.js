// @bun
import{Wl}from"./s27.js";export{Wl as beforeCommand};
