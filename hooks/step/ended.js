// @bun
import{co}from"./s62.js";export{co as endedCommand};
