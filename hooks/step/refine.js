// @bun
import{$c,_m}from"./s15.js";export{_m as kind,$c as textsOf};
