// @bun
import{Xa,lm,um}from"./s72.js";export{um as lines,lm as own,Xa as viewOf};
