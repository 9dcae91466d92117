// @bun
import{bc,vm,_m}from"./s52.js";export{_m as lines,vm as own,bc as viewOf};
