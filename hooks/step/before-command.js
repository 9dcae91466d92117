// @bun
import{Rl}from"./s21.js";export{Rl as beforeCommand};
