// @bun
import{Sc,Tm}from"./s15.js";export{Tm as kind,Sc as textsOf};
