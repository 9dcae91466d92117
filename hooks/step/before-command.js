// @bun
import{Al}from"./s62.js";export{Al as beforeCommand};
