// @bun
import{wr}from"./s13.js";export{wr as endedCommand};
