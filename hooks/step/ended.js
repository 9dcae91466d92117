// @bun
import{Mr}from"./s66.js";export{Mr as endedCommand};
