// @bun
import{Wl}from"./s21.js";export{Wl as beforeCommand};
