// @bun
import{$l,rc}from"./s25.js";export{rc as boundCall,$l as policy};
