// @bun
import{Tl}from"./s21.js";export{Tl as beforeCommand};
