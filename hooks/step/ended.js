// @bun
import{Sr}from"./s8.js";export{Sr as endedCommand};
