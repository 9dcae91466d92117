// @bun
import{ao,Ol}from"./s47.js";export{Ol as commitsBetween,ao as headOf};
