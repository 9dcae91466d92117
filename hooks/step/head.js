// @bun
import{Ao,gu}from"./s49.js";export{gu as commitsBetween,Ao as headOf};
