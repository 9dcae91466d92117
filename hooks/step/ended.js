// @bun
import{Fr}from"./s69.js";export{Fr as endedCommand};
