// @bun
import{no}from"./s21.js";export{no as endedCommand};
