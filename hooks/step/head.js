// @bun
import{Ao,uu}from"./s47.js";export{uu as commitsBetween,Ao as headOf};
