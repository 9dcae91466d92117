// @bun
import{$l}from"./s29.js";export{$l as beforeCommand};
