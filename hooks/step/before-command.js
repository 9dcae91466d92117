// @bun
import{$l}from"./s27.js";export{$l as beforeCommand};
